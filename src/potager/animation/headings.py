"""How many gestures there are today, in words."""

from django.utils.translation import gettext_lazy as _

HEADINGS = (
    _("Today, no gesture"),
    _("Today, one gesture"),
    _("Today, two gestures"),
    _("Today, three gestures"),
    _("Today, four gestures"),
    _("Today, five gestures"),
    _("Today, six gestures"),
    _("Today, seven gestures"),
)


def heading(number: int, *, is_over: bool = False) -> str:
    """ "Today, five gestures": never more than seven are shown. `is_over`: some were decided today."""
    if not number and is_over:
        return str(_("Nothing is left for today"))
    return str(HEADINGS[min(number, len(HEADINGS) - 1)])
