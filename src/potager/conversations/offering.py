"""What conversations offer elsewhere: writing in private from the page of members."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from potager.communities.gestures import Gesture, register_gesture
from potager.communities.queries import Standing
from potager.conversations import private


def _write(standing: Standing) -> Gesture | None:
    if not private.is_offered(standing.community):
        return None
    url = f"{reverse('conversations:open_conversation')}?community={standing.community.address}&to="
    return Gesture(_("Write in private"), url, "mail")


register_gesture(_write)
