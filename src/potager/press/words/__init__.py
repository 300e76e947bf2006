"""The words that the press itself prints, in French and in English."""

from potager.press.book import Book
from potager.press.words.english import ENGLISH, ENGLISH_BOOK
from potager.press.words.form import Words
from potager.press.words.french import FRENCH, FRENCH_BOOK

__all__ = ["ENGLISH", "FRENCH", "Words", "words_for", "words_of"]


def words_for(language: str, work: str = "story") -> Words:
    """The press's words for a BCP 47 tag: French for French, English for everything else."""
    is_story = work == "story"
    if language.split("-")[0].lower() == "fr":
        return FRENCH if is_story else FRENCH_BOOK
    return ENGLISH if is_story else ENGLISH_BOOK


def words_of(book: Book) -> Words:
    """The press's words for a book, in its language."""
    return words_for(book.language, book.work)
