"""`{% load ui %}`: assets, icons, drawings, avatars and moments."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zlib import crc32

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from potager.ui import assets
from potager.ui.icons import ICONS

register = template.Library()

SILENT = mark_safe('aria-hidden="true"')
SHEET = mark_safe(
    'viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5" '
    'stroke-linecap="round" stroke-linejoin="round"'
)


@register.simple_tag
def asset(path: str) -> str:
    """The address of a static file, marked with its content: {% asset "ui/potager.css" %}."""
    return assets.address(path)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon; silent unless it has a label. Raises KeyError when nobody drew it."""
    voice = format_html('role="img" aria-label="{}"', label) if label else SILENT
    return format_html('<svg class="icon" {} {}>{}</svg>', SHEET, voice, mark_safe(ICONS[name]))  # noqa: S308 (ours)


@register.simple_tag
def drawing(name: str) -> SafeString:
    """A small botanical drawing of templates/ui/drawings/: {% drawing "seedling" %}."""
    return render_to_string(f"ui/drawings/{name}.svg")


@register.simple_tag
def avatar(name: str, size: str = "", pictures: Mapping[int, str] | None = None) -> SafeString:
    """A portrait, or the initials of a name, in a circle; the name itself stands beside it, so it is silent.

    `pictures` are the addresses of a portrait by its side in pixels: 48, 96 and 256, or none at all.
    """
    if pictures:
        small, large = (pictures[96], pictures[256]) if size else (pictures[48], pictures[96])
        classes = f"avatar {size}".strip()
        return format_html('<img class="{}" src="{}" srcset="{} 2x" alt="">', classes, small, large)
    words = [word for word in name.split() if word[0].isalnum()]
    initials = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "·"
    classes = f"avatar hue-{crc32(name.encode()) % 4} {size}".strip()
    return format_html('<span class="{}" aria-hidden="true">{}</span>', classes, initials)


@register.simple_tag
def moment(when: datetime, style: str = "SHORT_DATETIME_FORMAT") -> SafeString:
    """A time that a script turns into "two hours ago"; without it the date is read as written."""
    local = timezone.localtime(when)
    return format_html(
        '<time datetime="{}" data-relative>{}</time>',
        local.isoformat(timespec="seconds"),
        date_format(local, style),
    )


@register.simple_tag
def tongues() -> list[dict[str, Any]]:
    """The languages of the interface: code, name, whether it is the page's."""
    current = get_language() or settings.LANGUAGE_CODE
    return [
        {"code": code, "name": name, "is_current": current.split("-")[0] == code}
        for code, name in settings.LANGUAGES
    ]


@register.simple_tag
def pips(count: int, limit: int) -> SafeString:
    """One seed per sentence allowed, filled as they are written; silent, so say the number beside it."""
    states = ["on"] * min(count, limit) + [""] * (limit - count) + ["over"] * min(count - limit, 5)
    return format_html(
        '<span class="pips" aria-hidden="true">{}</span>',
        format_html_join("", '<i class="{}"></i>', ((state,) for state in states)),
    )
