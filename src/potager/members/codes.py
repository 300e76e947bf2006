"""Codes by e-mail, for every page where a guest may write: ask for one, then confirm it in the same page."""

from potager.members.actions import AccountClosed, NameWanted, TooManyTries, WrongCode, ask, confirm
from potager.members.actions.codes import BadAddress
from potager.members.names import NameRefused

__all__ = [
    "AccountClosed",
    "BadAddress",
    "NameRefused",
    "NameWanted",
    "TooManyTries",
    "WrongCode",
    "ask",
    "confirm",
]
