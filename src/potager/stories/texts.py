"""What people type, made safe to store: see lib/texts.py."""

from potager.lib.texts import cleaned, is_blank, one_line, paragraphs

__all__ = ["cleaned", "is_blank", "one_line", "paragraphs"]
