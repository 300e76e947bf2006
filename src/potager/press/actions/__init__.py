"""Making books: one function per act. The worker makes the files."""

from potager.press.actions.chapters import NoChapterReady, release_chapters
from potager.press.actions.counting import write_downloads
from potager.press.actions.covers import add_cover
from potager.press.actions.hiding import hide_book, unhide_book
from potager.press.actions.papers import NoArticleOut, release_articles
from potager.press.actions.pressing import give_up_book, press_book
from potager.press.actions.releasing import (
    AlreadyReleased,
    EmptyBook,
    NoSuchPicture,
    Release,
    StoryStillOpen,
    release_book,
    release_translated,
    renew_book,
    withdraw_book,
)

__all__ = [
    "AlreadyReleased",
    "EmptyBook",
    "NoArticleOut",
    "NoChapterReady",
    "NoSuchPicture",
    "Release",
    "StoryStillOpen",
    "add_cover",
    "give_up_book",
    "hide_book",
    "press_book",
    "release_articles",
    "release_book",
    "release_chapters",
    "release_translated",
    "renew_book",
    "unhide_book",
    "withdraw_book",
    "write_downloads",
]
