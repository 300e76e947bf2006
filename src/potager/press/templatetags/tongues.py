"""`{% load tongues %}`: languages by their names."""

from django import template
from django.utils.translation import get_language

from potager.lib.tongues import name_in

register = template.Library()


@register.filter
def tongue(tag: str) -> str:
    """The name of a language in the language of the page."""
    return name_in(tag, get_language() or "fr")
