"""Form fields for what people type: NUL and its kin are left out rather than refused."""

from typing import Any

from django import forms

from potager.lib.texts import cleaned, is_blank, one_line


class Line(forms.CharField):
    """One line."""

    def to_python(self, value: Any) -> str:
        """See forms.Field."""
        return one_line(str(value or ""))

    def validate(self, value: str) -> None:
        """Refuse, where something is required, what cannot be seen."""
        super().validate("" if is_blank(value) else value)


class Prose(Line):
    """Several lines, to the letter."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """See forms.Field."""
        return cleaned(str(value or ""))
