"""Books to print: a French one, an English one, one full of hostile strings, the story of January 2013."""

# ruff: noqa: E501 (one contribution a line)

import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from potager.press.book import Author, Book, Chapter, Contribution, Cover, Licence, Picture

DATA = Path(__file__).parents[5] / "shared/data"
PARIS = ZoneInfo("Europe/Paris")
BY_SA = Licence(
    name="CC BY-SA 4.0",
    url="https://creativecommons.org/licenses/by-sa/4.0/",
    notice="Vous pouvez copier, transformer et donner ce livre, en nommant ses autrices et auteurs et sous la même licence.",
)

FRENCH_OPENING = (
    "Au bout de la rue des Tilleuls, derrière la grille que personne ne ferme, il y a un jardin qui n'appartient à "
    "personne. Le jour, on y croise des poules et deux bancs. La nuit de la Saint-Fiacre, dit-on, les légumes y "
    "tiennent conseil, et celui qui les entend doit raconter ce qu'il a compris.\n"
    "Cette année, Madeleine avait décidé de rester jusqu'au matin."
)
FRENCH_PARTS = (
    ("Madeleine", "À minuit juste, la carotte demanda le silence. « Mes amis, dit-elle, on nous mange sans nous lire ! » Un murmure parcourut les rangs."),
    ("Basile", "Le poireau, qui était grand et un peu las, proposa d'écrire un livre. Personne ne savait écrire : on commença donc aussitôt."),
    ("Nour", "L'oignon tint la plume. Il pleurait à chaque mot, mais l'écriture était belle.\nLes petits pois, eux, comptaient les pages : une, deux, cinq, douze."),
    ("", "Moi, je passais par là avec mon chien. J'ai vu de la lumière entre les choux et je me suis assise sans faire de bruit."),
    ("Côme & Alix", "« Qui va là ? » cria le radis, qui se croyait garde-champêtre. Le chien répondit qu'il n'en savait rien; c'était un chien honnête."),
    ("Madeleine", "Madeleine sortit de derrière l'arrosoir. Elle n'avait rien à se reprocher, sinon une salade, en juin. On lui pardonna..."),
    ("Anthelme", "Alors vint le chapitre du vent. Le tournesol le dicta d'une traite, en regardant vers l'est, et quand il eut fini le ciel était rose."),
    ("Basile", "Restait à trouver le titre. La betterave en avait un, tout rouge, qu'elle gardait depuis le printemps."),
    ("Anthelme", "On vota à feuilles levées : 14 pour, 1 contre, et la courge, comme toujours, s'abstint en souriant."),
    ("Nour", "À 6h12 la grille grinça. Les enfants de l'école entraient, et l'on n'entendit plus qu'un grand froissement de feuilles qui se taisent."),
)  # fmt: skip
ENGLISH_PARTS = (
    ("Wren", "\"Is anybody there?\" asked the runner bean, who was always first up the pole. Nobody answered, which in a garden means yes."),
    ("Tobias", "The shed door had been open all night. Inside, on the bench, somebody had left a letter addressed to the Rhubarb -- by name."),
    ("Ida", "It was a short letter. It said: \"Don't let them dig up the east bed before Thursday.\" It wasn't signed, but it smelled of mint."),
    ("Wren", "So on Wednesday they all moved, very slowly, two feet to the left."),
)  # fmt: skip
HOURS = (0.2, 0.9, 6.2, 7.05, 8.5, 10, 12, 15.4, 18.75, 22.9)


def people(names: list[tuple[str, str]]) -> tuple[Author, ...]:
    """One author for each key, in the order of arrival."""
    return tuple(Author(key=key, name=name) for key, name in dict(names).items())


@pytest.fixture
def french_book() -> Book:
    start = datetime(2025, 8, 30, tzinfo=PARIS)
    parts = tuple(
        Contribution(
            number=i,
            text=text,
            author=who or "passer-by",
            signature=who,
            written_at=start + timedelta(hours=hour),
        )
        for i, ((who, text), hour) in enumerate(zip(FRENCH_PARTS, HOURS, strict=True), start=1)
    )
    return Book(
        identifier=UUID("0198f6a0-0000-7000-8000-00000000f1ac"),
        title="Le conseil des légumes",
        subtitle="une nuit de la Saint-Fiacre",
        language="fr",
        time_zone="Europe/Paris",
        community="Les Jardins de la grille",
        host="Madeleine",
        opening=FRENCH_OPENING,
        contributions=parts,
        authors=people([(p.author, p.signature) for p in parts]),
        licence=BY_SA,
        opened_at=start,
        closed_at=start + timedelta(days=1),
        released_at=start + timedelta(days=3, hours=9),
        address="https://jardins.example/histoires/le-conseil-des-legumes",
        sentences=23,
    )


@pytest.fixture
def plates() -> dict[str, tuple[bytes, str]]:
    """Two pictures, by name."""
    made = {}
    for name, colour in (("seedling.jpg", "#7fb069"), ("garden.jpg", "#e08a2b")):
        buffer = io.BytesIO()
        Image.new("RGB", (120, 90), colour).save(buffer, "JPEG")
        made[name] = (buffer.getvalue(), "image/jpeg")
    return made


@pytest.fixture
def whole_book(french_book: Book) -> Book:
    """Everything that a book can hold: chapters, afterword, pictures, links, a passage in another language."""
    parts = list(french_book.contributions)
    parts[3] = replace(parts[3], text="I was only passing by with my dog.", language="en")
    authors = tuple(
        replace(one, link="https://madeleine.example/", presentation="jardine la nuit")
        if one.name == "Madeleine"
        else one
        for one in french_book.authors
    )
    picture = Picture(
        "seedling.jpg", "image/jpeg", 120, 90, "Une pousse verte", credit="Photo : Alix", after=2
    )
    on_cover = replace(
        picture, name="garden.jpg", alternative="Un jardin au soir", credit="Dessin : Côme", after=0
    )
    return replace(
        french_book,
        language="fr-CA",
        chapters=(
            Chapter("La nuit", tuple(parts[:5])),
            Chapter("Le matin", tuple(parts[5:]), byline="Anthelme"),
        ),
        afterword="Merci à la grille.\nEt au chien.",
        authors=authors,
        translators=(Author("t", "Ida Wren"),),
        original_title="The Council of Vegetables",
        pictures=(picture,),
        cover=Cover(template="picture", colours="straw", picture=on_cover),
        others=("Le livre des limaces",),
        isbn="978-2-07-036822-8",
        attribution="after",
        edition=2,
    )


@pytest.fixture
def english_book() -> Book:
    start = datetime(2025, 5, 1, 12, tzinfo=UTC)
    parts = tuple(
        Contribution(
            number=i, text=text, author=who, signature=who, written_at=start + timedelta(hours=3 * i)
        )
        for i, (who, text) in enumerate(ENGLISH_PARTS, start=1)
    )
    return Book(
        identifier=UUID("0198f6a0-0000-7000-8000-0000000000e1"),
        title="A Letter for the Rhubarb",
        language="en-GB",
        time_zone="Europe/London",
        community="The Allotment at Saint Giles",
        host="Ida",
        opening="There are nineteen plots behind the church, and on the first of May every one of them was holding its breath.",
        contributions=parts,
        authors=people([(p.author, p.signature) for p in parts]),
        licence=Licence(
            name="CC BY 4.0",
            url="https://creativecommons.org/licenses/by/4.0/",
            notice="Share it; say whose it is.",
        ),
        opened_at=start,
        closed_at=start + timedelta(hours=24),
        released_at=start + timedelta(days=2),
    )


def read_2013() -> Book:
    """The story of January 2013 as a book, its thirty hours spread evenly over the day."""
    told = json.loads((DATA / "e-criture/story.json").read_text())
    start, end = (datetime.fromisoformat(told[key]).astimezone(PARIS) for key in ("opened", "closed"))
    step = (end - start) / (len(told["contributions"]) + 1)
    parts = tuple(
        Contribution(
            number=part["position"],
            text=part["text"],
            author=part["author"],
            signature=part["author"],
            written_at=start + part["position"] * step,
        )
        for part in told["contributions"]
    )
    return Book(
        identifier=UUID("013c7f00-0000-7000-8000-000000002013"),
        title=told["title"],
        language=told["language"],
        time_zone="Europe/Paris",
        community="Un blog",
        host=told["host"],
        opening="",
        contributions=parts,
        authors=people([(p.author, p.signature) for p in parts]),
        licence=Licence(name=""),
        opened_at=start,
        closed_at=end,
        released_at=end + timedelta(days=1),
    )


@pytest.fixture
def book_2013() -> Book:
    if not (DATA / "e-criture/story.json").exists():
        pytest.skip("the story of January 2013 is not on this machine")
    return read_2013()


HOSTILE = (
    "<script>alert(1)</script> & &amp; ]]> <![CDATA[ <!-- -- > &nbsp; &#0;",
    "#import \"@preview/x:1.0.0\" #read(\"/etc/passwd\") $x$ \\ #{panic()} #sys <label> @ref // /* = h",
    "\x00\x01\x08\x0b\x1f\x7f\x85\ud800\udfff\ufffe\uffff\U0001fffe fin",
    "\u202emirrored\u202c \u2066isolated\u2069 \u200b\u200d\ufeff שלום العربية",
    "Z" + "\u0310\u0352\u033f\u0489\u035b" * 12 + "algo",
    "😀👩‍👩‍👧🏳️‍🌈 漢字かな 한국어 ไทย \ue000 \U0010ffff",
    "mot" * 60,
    "${title} {0} %s $$ {% url %} {{ x }} ' \" ` ; DROP TABLE",
    "",
)  # fmt: skip


@pytest.fixture
def hostile_book() -> Book:
    """Hostile strings in every field; the public list of naughty strings too where it is on this machine."""
    listed = DATA / "security/minimaxir+big-list-of-naughty-strings/blns.json"
    naughty = [*HOSTILE, *(json.loads(listed.read_text()) if listed.exists() else [])]
    start = datetime(2025, 1, 1, tzinfo=UTC)
    parts = tuple(
        Contribution(
            number=i,
            text=text,
            author=str(i),
            signature=text,
            written_at=start + timedelta(minutes=i),
            language=lang,
        )
        for i, (text, lang) in enumerate(
            zip(naughty, [*HOSTILE, *[None] * len(naughty)], strict=False), start=1
        )
    )
    everything = " ".join(HOSTILE)
    return Book(
        identifier=UUID("0198f6a0-0000-7000-8000-000000000bad"),
        title=everything,
        subtitle=everything,
        language='fr"><script>',
        time_zone="Asia/Kathmandu",
        community=everything,
        host=everything,
        opening="\n".join(HOSTILE),
        contributions=parts,
        authors=tuple(Author(key=part.author, name=part.signature) for part in parts),
        licence=Licence(name=everything, url="javascript:alert(1)//" + everything, notice=everything),
        opened_at=start,
        closed_at=start + timedelta(days=400),
        released_at=start + timedelta(days=401),
        address=everything,
        sentences=10**6,
    )


@pytest.fixture
def hostile_whole_book(hostile_book: Book) -> Book:
    """Hostile strings in the fields that only some books have, too."""
    everything = " ".join(HOSTILE)
    parts = hostile_book.contributions
    shown = Picture("seedling.jpg", "image/jpeg", 120, 90, everything, credit=everything, after=1)
    return replace(
        hostile_book,
        chapters=tuple(
            Chapter(title=text, contributions=parts[i :: len(HOSTILE)], byline=text)
            for i, text in enumerate(HOSTILE)
        ),
        afterword="\n".join(HOSTILE),
        authors=tuple(
            replace(one, link=f"javascript:{text}" if i % 2 else text, presentation=text)
            for i, (one, text) in enumerate(zip(hostile_book.authors, HOSTILE * 90, strict=False))
        ),
        translators=(Author("t", everything, presentation=everything),),
        others=HOSTILE,
        original_title=everything,
        isbn=everything,
        pictures=(shown, replace(shown, after=0)),
        cover=Cover(template="picture", picture=replace(shown, name="garden.jpg")),
        attribution="after",
        layout="notebook",
        paper="pocket",
        edition=3,
    )
