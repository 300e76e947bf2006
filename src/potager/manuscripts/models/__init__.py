"""The tables of collective books."""

from potager.manuscripts.models.manuscripts import Manuscript
from potager.manuscripts.models.margins import Comment, Reply
from potager.manuscripts.models.sections import Author, Pledge, Section
from potager.manuscripts.models.writing import Draft, Pen, Version

__all__ = ["Author", "Comment", "Draft", "Manuscript", "Pen", "Pledge", "Reply", "Section", "Version"]
