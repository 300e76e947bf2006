"""Pages of the press."""

from potager.press.views.books import book_of_story, cover, download, read
from potager.press.views.page import book, cite, count
from potager.press.views.release import release_book, withdraw_book

__all__ = [
    "book",
    "book_of_story",
    "cite",
    "count",
    "cover",
    "download",
    "read",
    "release_book",
    "withdraw_book",
]
