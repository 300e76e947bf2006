"""The book as EPUB 3.3."""

from potager.press.epub.binding import bind

__all__ = ["bind"]
