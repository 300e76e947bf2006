"""What the desk brings to an export of one's data: what it counted, what it proposed, what was switched off."""

from collections.abc import Iterator

from django.db.models import Q

from potager.animation.models import Person, Proposal, Switch, Tie
from potager.members.export import Part, as_json, register_export
from potager.members.models import Member

SORTS = ("answered", "thanked", "mentioned", "cowrote")


def _desk(member: Member) -> Iterator[Part]:
    mine = Person.objects.filter(member=member)
    own = ("network__community", "first_at", "last_at", "acts", "words", "days", "gap", "seasons")
    ties = Tie.objects.filter(Q(source__in=mine) | Q(target__in=mine)).order_by("first_at")
    between = ("source__member", "target__member", *SORTS, "strength", "first_at", "last_at")
    named = Proposal.objects.filter(Q(subject=member) | Q(other=member) | Q(helper=member)).order_by("day")
    off = Switch.objects.filter(member=member).order_by("since")
    held = {
        "counted": list(mine.values(*own)),
        "ties": list(ties.values(*between)),
        "proposals": list(named.values("network__community", "gesture", "day", "state")),
        "switched_off": list(off.values("community", "use", "since")),
    }
    yield as_json("desk.json", held)


register_export("desk", _desk)
