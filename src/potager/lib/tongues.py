"""The languages that books are written in and translated into: their names, and which way they are written."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from potager.lib.languages import SPOKEN

# The official languages of the European Union, then Arabic, Chinese and Japanese.
LANGUAGES = (
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl", "pl",
    "pt", "ro", "sk", "sl", "sv", "ar", "zh", "ja",
)  # fmt: skip
FROM_THE_RIGHT = frozenset({"ar", "arc", "dv", "fa", "he", "ku", "ps", "ur", "yi"})
# The typefaces of the press: Latin, Greek and Cyrillic; Arabic on a cover only; Chinese and Japanese not at all.
NOT_PRINTED, NOT_DRAWN = frozenset({"ar", "zh", "ja"}), frozenset({"zh", "ja"})


@lru_cache(maxsize=256)
def own_name(tag: str) -> str:
    """What the language calls itself ("Deutsch", "français"), with a capital; the tag itself if it is unknown."""
    return name_in(tag, primary(tag))


@lru_cache(maxsize=1024)
def name_in(tag: str, language: str) -> str:
    """What `language` calls the language of a BCP 47 tag, with a capital; the tag itself if it is unknown."""
    try:
        name = Locale.parse(primary(tag)).get_display_name(language) or tag
    except (UnknownLocaleError, ValueError):
        return tag
    return name[:1].upper() + name[1:]


def primary(tag: str) -> str:
    """The language of a tag, without region or script: "pt" of "pt-BR"."""
    return tag.replace("_", "-").partition("-")[0].lower()


def spoken(tag: str) -> str:
    """The language of our own words in a text of that language: its own if we speak it, else English."""
    return primary(tag) if primary(tag) in SPOKEN else "en"


def is_printed(tag: str) -> bool:
    """Whether the press makes a PDF in that language."""
    return primary(tag) not in NOT_PRINTED


def direction(tag: str) -> str:
    """ "rtl" for a language that is written from the right, "ltr" for the others."""
    return "rtl" if primary(tag) in FROM_THE_RIGHT else "ltr"
