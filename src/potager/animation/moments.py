"""When a gesture is best made, in words."""

from django.utils.translation import gettext_lazy as _

MOMENTS = {
    "today": _("Today"),
    "now": _("As soon as you can"),
    "evening": _("This evening, when they are usually here"),
    "week": _("In the course of the week"),
}
