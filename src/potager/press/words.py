"""The words that the press itself prints, in French and in English, and dates written out in them."""

# ruff: noqa: E501 (one sentence a line)

from dataclasses import dataclass
from datetime import datetime, timedelta

from potager.press.book import Book, Facts


@dataclass(frozen=True)
class Words:
    """What a book says in one language; `{}` marks take numbers and dates."""

    tag: str
    cover: str
    cover_of: str
    contents: str
    title_page: str
    opening: str
    story: str
    story_part: str
    authors: str
    colophon: str
    licence: str
    by_people: tuple[str, str]
    hands: str
    and_unnamed: tuple[str, str]
    unnamed: str
    hosted: str
    finished: str
    written_by: tuple[str, str]
    between: str
    sentences: tuple[str, str]
    contributions: tuple[str, str]
    in_minutes: tuple[str, str]
    in_hours: tuple[str, str]
    in_days: tuple[str, str]
    grew_at: str
    missing_signs: str
    accessibility: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    date: str
    moment: str
    hour: str
    exact_hour: str
    midnight: str
    noon: str
    first_day: str

    def day(self, moment: datetime) -> str:
        """The date with its weekday: « lundi 28 janvier 2013 »."""
        day = self.first_day if moment.day == 1 else str(moment.day)
        weekday, month = self.weekdays[moment.weekday()], self.months[moment.month - 1]
        return self.date.format(weekday=weekday, day=day, month=month, year=moment.year)

    def time(self, moment: datetime) -> str:
        """The time of day, to the minute: « 7 h 02 », "07:02"."""
        form = self.hour if moment.minute or not self.exact_hour else self.exact_hour
        return form.format(hour=moment.hour, minute=moment.minute)

    def at(self, moment: datetime) -> str:
        """Day and time in one phrase; midnight and noon by their names."""
        named = {(0, 0): self.midnight, (12, 0): self.noon}
        time = named.get((moment.hour, moment.minute)) or self.time(moment)
        return self.moment.format(day=self.day(moment), time=time)

    def count(self, forms: tuple[str, str], number: int) -> str:
        """The form for one or for many, with the number in it."""
        one = number < 2 if self.tag == "fr" else number == 1
        return forms[0 if one else 1].format(number)

    def byline(self, book: Book) -> str:
        """« écrit par 26 personnes », for cover and title page."""
        return self.count(self.by_people, book.facts.authors)

    def colophon_lines(self, book: Book) -> list[str]:
        """The colophon's sentences: who, how many hands, when, with whom."""
        facts = book.facts
        start, end = self.at(book.opened_at), self.at(book.closed_at)
        wrote = self.count(self.written_by, facts.authors)
        hands = self.hands.format(hands=facts.hands, fingers=facts.fingers)
        lines = [f"{wrote}, {hands}, {self.between.format(start=start, end=end)}."]
        lines.append(f"{self._size(facts)} {self._duration(facts.duration)}.")
        lines.append(self.hosted.format(host=book.host, community=book.community))
        lines.append(self.finished.format(end))
        return lines

    def _size(self, facts: Facts) -> str:
        if facts.sentences:
            return self.count(self.sentences, facts.sentences)
        return self.count(self.contributions, facts.contributions)

    def _duration(self, duration: timedelta) -> str:
        hours = round(duration / timedelta(hours=1))
        if hours > 72:
            return self.count(self.in_days, round(hours / 24))
        return (
            self.count(self.in_hours, hours) if hours else self.count(self.in_minutes, duration.seconds // 60)
        )


FRENCH = Words(
    tag="fr",
    cover="Couverture",
    cover_of="Couverture : « {title} », {byline}. Des légumes dessinés, feuilles au-dessus de la terre et racines dessous.",
    contents="Table des matières",
    title_page="Page de titre",
    opening="Ouverture",
    story="L’histoire",
    story_part="L’histoire, de {first} à {last}",
    authors="Les mains",
    colophon="Colophon",
    licence="Licence",
    by_people=("une histoire écrite par une personne", "une histoire écrite par {} personnes"),
    hands="{hands} mains, {fingers} doigts",
    and_unnamed=("et une personne qui préfère ne pas être nommée", "et {} personnes qui préfèrent ne pas être nommées"),
    unnamed="anonyme",
    hosted="{host} tenait la porte ouverte ; {community} prêtait le jardin.",
    finished="Achevé d’écrire le {}.",
    written_by=("Cette histoire a été écrite par une personne", "Cette histoire a été écrite par {} personnes"),
    between="entre le {start} et le {end}",
    sentences=("Une phrase", "{} phrases"),
    contributions=("Une contribution", "{} contributions"),
    in_minutes=("en une minute", "en {} minutes"),
    in_hours=("en une heure", "en {} heures"),
    in_days=("en un jour", "en {} jours"),
    grew_at="Elle a poussé ici :",
    missing_signs="Quelques signes que les caractères de ce livre n’ont pas sont remplacés par □ ; l’édition EPUB les garde.",
    accessibility="Texte seul, structuré par des titres, avec une table des matières. La seule image est la couverture, décrite en mots.",
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    months=("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    date="{weekday} {day} {month} {year}",
    moment="{day} à {time}",
    hour="{hour}\u00a0h\u00a0{minute:02}",
    exact_hour="{hour}\u00a0h",
    midnight="minuit",
    noon="midi",
    first_day="1er",
)  # fmt: skip

ENGLISH = Words(
    tag="en",
    cover="Cover",
    cover_of="Cover: “{title}”, {byline}. Drawn vegetables, leaves above the soil and roots below.",
    contents="Contents",
    title_page="Title page",
    opening="Opening",
    story="The story",
    story_part="The story, {first} to {last}",
    authors="The hands",
    colophon="Colophon",
    licence="Licence",
    by_people=("a story written by one person", "a story written by {} people"),
    hands="{hands} hands, {fingers} fingers",
    and_unnamed=("and one person who prefers not to be named", "and {} people who prefer not to be named"),
    unnamed="unnamed",
    hosted="{host} held the door open; {community} lent the garden.",
    finished="The last word was written on {}.",
    written_by=("This story was written by one person", "This story was written by {} people"),
    between="between {start} and {end}",
    sentences=("One sentence", "{} sentences"),
    contributions=("One contribution", "{} contributions"),
    in_minutes=("in one minute", "in {} minutes"),
    in_hours=("in one hour", "in {} hours"),
    in_days=("in one day", "in {} days"),
    grew_at="It grew here:",
    missing_signs="A few signs that this book’s type does not have are shown as □; the EPUB edition keeps them.",
    accessibility="Text only, structured by headings, with a table of contents. The only image is the cover, described in words.",
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    date="{weekday} {day} {month} {year}",
    moment="{day} at {time}",
    hour="{hour:02}:{minute:02}",
    exact_hour="",
    midnight="midnight",
    noon="noon",
    first_day="1",
)  # fmt: skip


def words_for(language: str) -> Words:
    """The press's words for a BCP 47 tag: French for French, English for everything else."""
    return FRENCH if language.split("-")[0].lower() == "fr" else ENGLISH
