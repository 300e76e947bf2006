"""The block in which an editor writes words of their own."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from potager.communities.front import Choice, arrange_with, register_choice
from potager.communities.models import Community
from potager.conversations import rendering
from potager.conversations.marking import rendered
from potager.frontpages import queries
from potager.members.models import Member


def _words(community: Community, member: Member | None, language: str, chosen: Sequence[str]) -> str:
    text = "\n".join(chosen)
    if not text.strip():
        return ""
    marked = rendering.text_html(rendered(text, community=community))
    return format_html(
        '<section class="mb-6 own-words prose" dir="auto" lang="{}">{}</section>', community.language, marked
    )


register_choice("words", Choice(label=_("Words of your own"), choices=None, render=_words))
arrange_with(queries.placed_on)
