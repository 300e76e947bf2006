"""Pages of the press."""

from potager.press.views.books import book_of_story, cover, download, picture, read
from potager.press.views.chapters import book_of_manuscript, release_chapters
from potager.press.views.page import book, cite, count
from potager.press.views.papers import release_series, release_tag
from potager.press.views.release import add_cover, preview, release_book, withdraw_book

__all__ = [
    "add_cover",
    "book",
    "book_of_manuscript",
    "book_of_story",
    "cite",
    "count",
    "cover",
    "download",
    "picture",
    "preview",
    "read",
    "release_book",
    "release_chapters",
    "release_series",
    "release_tag",
    "withdraw_book",
]
