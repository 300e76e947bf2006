"""`{% load stories %}`: the typography of what people wrote."""

from django import template

from potager.lib import typography

register = template.Library()


@register.filter
def typeset(text: str, language: str) -> str:
    """A text with the typography of its language; it is escaped afterwards, like any other."""
    return typography.typeset(text, language=language, medium="web")
