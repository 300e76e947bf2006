"""The tables of stories."""

from potager.stories.models.contributions import Contribution
from potager.stories.models.editing import Arrangement, Correction, Remark
from potager.stories.models.hosting import Desk, Host, Pen, Quiet, Word
from potager.stories.models.illustrations import SIDES, Illustration
from potager.stories.models.stories import Story

__all__ = [
    "SIDES",
    "Arrangement",
    "Contribution",
    "Correction",
    "Desk",
    "Host",
    "Illustration",
    "Pen",
    "Quiet",
    "Remark",
    "Story",
    "Word",
]
