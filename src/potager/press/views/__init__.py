"""Pages of the press."""

from potager.press.views.books import book, book_of_story, cover, download
from potager.press.views.release import release_book, withdraw_book

__all__ = ["book", "book_of_story", "cover", "download", "release_book", "withdraw_book"]
