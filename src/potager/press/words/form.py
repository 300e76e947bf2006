"""What a book says by itself in one language, and dates written out in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from potager.press.book import Book, Facts, Picture


@dataclass(frozen=True)
class Words:
    """What a book says in one language; `{}` marks take numbers and dates."""

    tag: str
    cover: str
    cover_of: str
    drawn: dict[str, str]
    contents: str
    title_page: str
    opening: str
    story: str
    story_part: str
    chapter_part: str
    afterword: str
    authors: str
    colophon: str
    licence: str
    by_people: tuple[str, str]
    hands: str
    and_unnamed: tuple[str, str]
    unnamed: str
    of_whom: tuple[str, str]
    hosted: str
    hosted_together: str
    translated: str
    edition: str
    released: str
    set_in: str
    credits: str
    credits_heard: str
    others: str
    isbn: str
    page: str
    pages: str
    original: str
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
    accessibility_pictures: str
    accessibility_sounds: str
    recording: str
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

    def recording_of(self, sound: Picture) -> str:
        """« Enregistrement, 1 min 05 s » : what is heard, and how long it lasts."""
        minutes, seconds = divmod(sound.seconds, 60)
        return self.recording.format(f"{minutes} min {seconds:02} s" if minutes else f"{seconds} s")

    def byline(self, book: Book) -> str:
        """« écrit par 26 personnes », for cover and title page."""
        return self.count(self.by_people, book.facts.authors)

    def cover_in_words(self, book: Book) -> str:
        """The cover for who does not see it."""
        picture = book.cover.picture
        drawing = picture.alternative if picture else self.drawn[book.cover.template]
        return f"{self.cover_of.format(title=book.title, byline=self.byline(book))} {drawing}"

    def colophon_lines(self, book: Book) -> list[str]:
        """The colophon's sentences: who, how many hands, when, with whom; then of this edition."""
        facts = book.facts
        start, end = self.at(book.opened_at), self.at(book.closed_at)
        wrote = self.count(self.written_by, facts.authors)
        if book.edition and book.unnamed_authors and facts.authors > 1:
            wrote += f", {self.count(self.of_whom, book.unnamed_authors)}"
        hands = self.hands.format(hands=facts.hands, fingers=facts.fingers)
        lines = [f"{wrote}, {hands}, {self.between.format(start=start, end=end)}."]
        lines.append(f"{self._size(facts)} {self._duration(facts.duration)}.")
        hosted = self.hosted if book.hosts == 1 else self.hosted_together
        lines.append(hosted.format(host=book.host, community=book.community))
        lines.append(self.finished.format(end))
        return lines + self._of_this_edition(book)

    def imprint_lines(self, book: Book) -> list[str]:
        """What stands behind the title page: edition, translation, number."""
        edition = [self.edition_of(book)] if book.edition else []
        return [*edition, *self._translation(book), *([self.isbn.format(book.isbn)] if book.isbn else [])]

    def edition_of(self, book: Book) -> str:
        """« Édition 2, parue le … »."""
        return f"{self.edition.format(book.edition)}, {self.released.format(self.day(book.released_at))}."

    def _of_this_edition(self, book: Book) -> list[str]:
        lines = self._translation(book)
        if book.credits:
            is_heard = any(one.is_sound for one in book.pictures)
            owed = self.credits_heard if is_heard else self.credits
            lines.append(owed.format(" · ".join(book.credits)))
        if book.edition:
            lines += [self.edition_of(book), self.set_in]
        if book.isbn:
            lines.append(self.isbn.format(book.isbn))
        return lines

    def _translation(self, book: Book) -> list[str]:
        names = ", ".join(person.name for person in book.translators if person.name)
        original = [self.original.format(book.original_title)] if book.original_title else []
        return [*original, *([self.translated.format(names)] if names else [])]

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
