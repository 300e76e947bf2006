"""What several gestures need: numbers, months and lists in words; who may still be told of; where to write."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from potager.animation.gestures.base import Place, Say
from potager.animation.models import Proposal, Switch
from potager.animation.present import present_among
from potager.communities.models import Community, Membership
from potager.conversations import private
from potager.members.models import Aversion, Member

if TYPE_CHECKING:
    from potager.animation.life import Life
    from potager.animation.telling import Teller
    from potager.animation.themes import Themes

SIGNED = Q(signature=F("author__display_name"))  # with the name they bear now: another reveals nothing
TOLD = 3  # people or things in one sentence


def thing_of(kind: str, identifier: object) -> str:
    """ "post:<uuid>", as reasons name things."""
    return f"{kind}:{identifier}"


def words_at(post: object, topic: object, number: int) -> str:
    """How reasons name something said: the first message is found with its topic."""
    return thing_of("topic", topic) if number == 1 else thing_of("post", post)


def identifier_of(reference: str) -> UUID:
    """The identifier in "post:<uuid>"."""
    return UUID(reference.partition(":")[2])


def in_seconds(moment: datetime) -> int:
    """A moment in seconds since 1970, as reasons keep it."""
    return int(moment.timestamp())


def ramp(value: float, full: float) -> float:
    """From 0 to 1: how much of `full` there is."""
    return max(0.0, min(1.0, value / full)) if full > 0 else 0.0


def themes_of(life: "Life") -> "Themes | None":
    """What people talk about; None where there are too few texts to say."""
    themes = life.themes
    return themes if len(themes) else None


def hours_in_words(hours: float) -> str:
    """ "5 hours", "3 days"."""
    if hours < 48:
        return ngettext("%(count)d hour", "%(count)d hours", max(1, round(hours))) % {
            "count": max(1, round(hours))
        }
    days = round(hours / 24)
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def month_in_words(seconds: float) -> str:
    """ "March", or "March 2025" where it was not this year."""
    moment = timezone.localtime(datetime.fromtimestamp(seconds, UTC))
    is_this_year = moment.year == timezone.localtime().year
    return date_format(moment, "F" if is_this_year else "F Y")


def listed(parts: Iterable[str]) -> SafeString:
    """ "Ada, Bo and Cy"; escaped unless safe already."""
    words = [conditional_escape(part) for part in parts]
    if len(words) < 2:
        return words[0] if words else SafeString("")
    first = format_html_join(", ", "{}", ((one,) for one in words[:-1]))
    return format_html(_("{first} and {last}"), first=first, last=words[-1])


def quoted(words: Iterable[str]) -> SafeString:
    """Subjects as people wrote them: "compost and seeds", each set apart."""
    return listed(format_html("<em>{}</em>", word) for word in words)


def told(tell: Callable[[str], SafeString], references: Iterable[str]) -> list[SafeString]:
    """Those of these people or things that may be told. Raises NotTold where there is none."""
    from potager.animation.telling import NotTold

    found: list[SafeString] = []
    for reference in references:
        try:
            found.append(tell(reference))
        except NotTold:
            continue
    if not found:
        raise NotTold
    return list(dict.fromkeys(found))


def things(tell: "Teller", references: Iterable[str]) -> SafeString:
    """Links to those of these things that the viewer may see. Raises NotTold where there is none."""
    return listed(told(tell.thing, references))


def persons(tell: "Teller", references: Iterable[str]) -> SafeString:
    """Links to those of these people who can be named. Raises NotTold where there is none."""
    return listed(told(tell.who, references))


def said_of_helper(
    tell: "Teller", about: Mapping[str, Any], words: str, parts: Mapping[str, Say]
) -> SafeString:
    """Who could help, and why: `words` with {helper} and {why}, each part that may be told. Raises NotTold."""
    from potager.animation.telling import NotTold

    why = (tell.sentence(parts, one) for one in about["why"])
    if not (said := [one for one in why if one]):
        raise NotTold
    joined = format_html_join(", ", "{}", ((one,) for one in said))
    return format_html(words, helper=tell.who(about["helper"]), why=joined)


def stands(proposal: Proposal, *uses: str, is_member: bool = True) -> bool:
    """Whether all whom it names still take part and want these uses, and none keeps another at a distance.

    Two queries. `is_member`: the people it is addressed to are members; otherwise only who would help is asked about.
    """
    people = {one for one in (proposal.subject_id, proposal.other_id) if one}
    asked = people if is_member else set()
    community = proposal.network.community_id
    if not all(
        _wants(community, some, used) for some, used in ((asked, uses), (_helping(proposal), HELPING))
    ):
        return False
    everybody = people | _helping(proposal)
    return len(everybody) < 2 or not are_apart(everybody)


HELPING = (Switch.Use.HELPING.value,)


def _helping(proposal: Proposal) -> set[UUID]:
    return {proposal.helper_id} if proposal.helper_id else set()


def _wants(community: UUID, members: Collection[UUID], uses: Collection[str]) -> bool:
    if not members:
        return True
    if present := present_among(members):
        return present.want(members, uses)
    here = Membership.objects.taking_part().filter(community=community, member__in=members)
    off = Switch.objects.filter(member=OuterRef("member"), community=community, use__in=uses)
    return here.filter(~Exists(off), member__is_active=True).count() == len(members)


def has_switched_off(community: UUID, member: UUID | None, use: str) -> bool:
    """Whether somebody does not want that use; nobody (None) wishes nothing."""
    if member is None:
        return False
    if present := present_among({member}):
        return (member, use) in present.off
    return Switch.objects.filter(community=community, member=member, use=use).exists()


def are_apart(members: Collection[UUID]) -> bool:
    """Whether one of these people keeps another at a distance."""
    if present := present_among(members):
        return present.are_apart(members)
    return Aversion.objects.filter(by__in=members, toward__in=members).exclude(by=F("toward")).exists()


def toward(by: Member, community: Community, people: Collection[UUID], label: object) -> list[Place]:
    """Where one writes to people: in private, or calling them by name where everybody reads; nowhere to oneself."""
    others = tuple(one for one in people if one != by.pk)
    if not others:
        return []
    present = present_among(others)
    is_offered = present.is_private_offered if present else private.is_offered(community)
    if is_offered and not are_apart({by.pk, *others}):
        return [Place("write", label, people=others)]
    return [Place("open", CALLING, people=others)]


CALLING = gettext_lazy("Open a conversation and call them by name")
