"""What the press is given of an article: its words, its pictures in their places, nothing that it cannot set."""

from potager.editorial.models import Article
from potager.editorial.printing import Printed, printed
from potager.lib import prose
from potager.lib.ids import uuid7

ONE, TWO = uuid7(), uuid7()
BODY = f"""# Soil

A *light* soil[^1],
on **two** lines\\
and [more](https://example.org/a_b), [not this](mailto:a@example.org), `co*de` and ~~old~~.

![A bed](picture:{ONE})

- one
- two

  still two

> said
> again

| Sow | When |
|-----|------|
| peas | March |
| beans | |

![Song](media:{TWO})

    1. no list
    # no title

+++

2026\\. was no list either. * not [a link](x) either

---

[^1]: Not *too* light.
"""


def made(body: str, **more: object) -> Printed:
    return printed(Article(title="Peas", standfirst="Early_ish", body=body, **more))


def test_an_article_is_prose_that_the_press_sets() -> None:
    found = made(BODY)
    assert [pictures for _text, pictures in found.passages] == [[ONE], []]
    assert (found.tables, found.notes, found.screens) == (1, 1, 1)
    told = "\n".join(prose.plain(text) for text, _pictures in found.passages)
    assert told.splitlines() == [
        "Early_ish",
        "Soil",
        "A light soil [1], on two lines",
        "and more, not this, co*de and old.",
        "one",
        "two",
        "still two",
        "said again",
        "Sow: peas; When: March",
        "Sow: beans",
        "Song",
        "1. no list",
        "# no title",
        "2026. was no list either. * not a link either",
        "[1] Not too light.",
    ]
    blocks = [block.kind for text, _pictures in found.passages for block in prose.parse(text)]
    expected = ["paragraph", "heading", "paragraph", "bullets", "quote", "bullets"]
    assert blocks == [*expected, "paragraph", "paragraph", "paragraph", "paragraph"]


def test_entries_are_set_in_their_order() -> None:
    rows = [
        {"title": "Runner", "body": "Red.", "picture": str(ONE)},
        {"title": "", "body": "Broad.", "picture": ""},
    ]
    found = made("", entries=rows)
    assert [pictures for _text, pictures in found.passages] == [[ONE], []]
    assert [prose.plain(text) for text, _pictures in found.passages] == [
        "Early_ish\n1. Runner",
        "Red.\n2.\nBroad.",
    ]
    assert made("").passages == [("*Early\\_ish*", [])]
