"""Forms in the kit's markup: `{{ form }}`, `{{ form.title.as_field_group }}`, and three widgets."""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates


class KitRenderer(DjangoTemplates):
    """Django's renderer with the kit's field and form (settings.FORM_RENDERER)."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class RadioCards(forms.RadioSelect):
    """A choice between cards; `about` gives a sentence for a value."""

    template_name = "ui/widgets/radio_cards.html"

    def __init__(self, *, about: dict[str, Any] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.about = about or {}

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Django's option with the sentence about its value."""
        option = super().create_option(*args, **kwargs)
        return {**option, "about": self.about.get(str(option["value"]), "")}


class CodeInput(forms.TextInput):
    """Six digits received by mail; phones offer to fill them in."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        own = {
            "class": "code",
            "inputmode": "numeric",
            "autocomplete": "one-time-code",
            "pattern": "[0-9 ]*",
            "maxlength": 8,
            "spellcheck": "false",
        }
        super().__init__({**own, **(attrs or {})})


class DateTimeLocal(forms.DateTimeInput):
    """The browser's own date and time, to the minute."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
