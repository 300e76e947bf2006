"""What several gestures ask of conversations, and how they put it into words."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from potager.animation.gestures.base import Came
from potager.animation.gestures.common import identifier_of, listed, told
from potager.animation.models import Proposal, Switch
from potager.animation.telling import Teller
from potager.communities.models import Membership
from potager.conversations.models import Post, Topic

LONGEST_EXTRACT = 160  # characters
NAMED = 2  # people who are named before the others are counted


def reference_of(post: Post) -> str:
    """How a post can be found: the first one with its topic."""
    return f"topic:{post.topic_id}" if post.number == 1 else f"post:{post.pk}"


def post_behind(reference: str) -> Post | None:
    """The post that a reference leads to, as long as it is shown where everybody reads it."""
    kind, _colon, identifier = reference.partition(":")
    which = {"topic": identifier, "number": 1} if kind == "topic" else {"pk": identifier}
    shown = Post.objects.filter(state=Post.State.SHOWN, topic__hidden_at=None, topic__is_private=False)
    return shown.filter(**which).select_related("topic").first()


def is_open(reference: str) -> bool:
    """Whether a conversation goes on where everybody reads it."""
    found = Topic.objects.filter(pk=identifier_of(reference), hidden_at=None, closed_at=None)
    return found.filter(is_private=False).exists()


def said_since(reference: str, since: datetime, *, but: Collection[UUID | None] = ()) -> QuerySet[Post]:
    """What was said in a conversation after a moment, without what those in `but` said."""
    said = Post.objects.filter(topic_id=identifier_of(reference), state=Post.State.SHOWN)
    return said.filter(written_at__gt=since).exclude(author__in=[one for one in but if one])


def went_on(proposal: Proposal, now: datetime, *, days: int) -> Came:
    """Whether anybody but who decided said something in the conversation, within some days after."""
    since = proposal.decided_at or proposal.created_at
    about = {"topic": proposal.thing}
    if number := said_since(proposal.thing, since, but=(proposal.decided_by_id,)).count():
        return Came(True, "went_on", {**about, "number": number})
    return Came(None if now < since + timedelta(days=days) else False, "silent", about)


def went_on_in_words(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    """How much was said since."""
    words = ngettext(
        "{number} message by others in {topic} since.",
        "{number} messages by others in {topic} since.",
        about["number"],
    )
    return format_html(words, topic=tell.thing(about["topic"]), number=about["number"])


def silent_in_words(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    """Nothing was."""
    return format_html(_("Nobody else has written in {topic} since."), topic=tell.thing(about["topic"]))


def still_there(about: Mapping[str, Any], *uses: str) -> list[str]:
    """Those of `about["people"]` who take part in its community now, and want these uses. Two queries."""
    asked = {reference: identifier_of(reference) for reference in about["people"]}
    here = Membership.objects.taking_part().filter(community=about["community"], member__is_active=True)
    present = set(here.filter(member__in=asked.values()).values_list("member", flat=True))
    off = Switch.objects.filter(community=about["community"], use__in=uses, member__in=asked.values())
    present -= set(off.values_list("member", flat=True))
    return [reference for reference, member in asked.items() if member in present]


def people_in_words(tell: Teller, about: Mapping[str, Any], *uses: str) -> SafeString:
    """ "Léontine, Jo and 2 others": who can be named, and how many there are beside, of `about["number"]` in all.

    Who left, or switched one of the uses off since, is not counted either. Raises NotTold where nobody can be named.
    """
    there = still_there(about, *uses)
    known = told(tell.who, there)
    number = about["number"] - (len(about["people"]) - len(there))
    named, others = known[:NAMED], max(number, len(known)) - min(NAMED, len(known))
    if others:
        words = ngettext("{some} and {count} other person", "{some} and {count} others", others)
        return format_html(words, some=format_html_join(", ", "{}", ((one,) for one in named)), count=others)
    return listed(named)


def time_in_words(days: float) -> str:
    """ "5 days", "3 weeks", "4 months"."""
    if days < 14:
        count = max(1, round(days))
        return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
    if days < 70:
        return ngettext("%(count)d week", "%(count)d weeks", round(days / 7)) % {"count": round(days / 7)}
    months = round(days / 30.4)
    return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}


def extract(tell: Teller, reference: str, words: str) -> SafeString:
    """Some words of a post, as a link to where they stand."""
    entry = tell.entry(reference)
    short = words if len(words) <= LONGEST_EXTRACT else f"{words[: LONGEST_EXTRACT - 1].rstrip()}…"
    return format_html('<a href="{}"><q>{}</q></a>', entry.url, short)
