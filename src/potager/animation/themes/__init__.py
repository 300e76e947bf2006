"""What people talk about: stems and their weights, for texts, people and topics (README.md of the app).

Loads numpy and scipy: import it where it is needed, never while a server starts.
"""

from potager.animation.themes.themes import Themes
from potager.animation.themes.values import Near, Subject, Text

__all__ = ["Near", "Subject", "Text", "Themes"]
