"""How far one has read, what one follows, what one is about to say. None of this is an act."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from potager.communities.models import Community
from potager.conversations import rules
from potager.conversations.models import Draft, Follow, Mention, ReadMark, Room, Topic
from potager.journal.models import Activity
from potager.lib.permission import must
from potager.lib.statements import first_where, primary_key_where
from potager.members.models import Member

MOST_DRAFTS = 300  # of one person; the oldest make room


def mark_read(*, by: Member, topic: Topic, number: int) -> None:
    """Remember that somebody has read a topic up to that post; it never goes back, and never beyond the newest."""
    must(by, "read", topic)
    number = min(number, topic.numbered)
    known = first_where(ReadMark, member=by.pk, topic=topic.pk)
    if number < 1 or (known and known.number >= number):
        return
    with transaction.atomic():
        now, mine = timezone.now(), ReadMark.objects.filter(member=by, topic=topic)
        if known:
            mine.filter(number__lt=number).update(number=number, at=now)
        else:
            first = ReadMark(member=by, topic=topic, number=number, at=now)
            ReadMark.objects.bulk_create([first], ignore_conflicts=True)


def follow_topic(*, by: Member, topic: Topic, level: str) -> None:
    """Say what one wants to be told of a topic."""
    must(by, "read", topic)
    if level not in Follow.Level.values:
        raise rules.NotInThisState
    Follow.objects.update_or_create(
        member=by, topic=topic, defaults={"level": level, "community": topic.community}
    )


def follow_room(*, by: Member, room: Room, level: str) -> None:
    """Say what one wants to be told of the topics of a room; "" forgets what one said."""
    must(by, "read", room.community)
    if level not in {"", *Follow.Level.values}:
        raise rules.NotInThisState
    if not level:
        Follow.objects.filter(member=by, room=room).delete()
        return
    said = {"level": level, "community": room.community}
    Follow.objects.update_or_create(member=by, room=room, defaults=said)


def follow_community(*, by: Member, community: Community, level: str) -> None:
    """Say what one wants to be told of the conversations of a community; "" forgets what one said."""
    must(by, "read", community)
    mine = Follow.objects.filter(member=by, community=community, topic=None, room=None)
    if level not in {"", *Follow.Level.values}:
        raise rules.NotInThisState
    with transaction.atomic():
        if level and not mine.update(level=level):
            Follow.objects.create(member=by, community=community, level=level)
        if not level:
            mine.delete()


@dataclass(frozen=True)
class Typed:
    """What stands in a form: `more` holds the other fields. `key` is that of the form, by which it will be sent."""

    title: str = ""
    body: str = ""
    more: dict[str, list[str]] = field(default_factory=dict)
    key: UUID | None = None


def keep_draft(*, by: Member, place: str, revision: int, typed: Typed) -> Draft:
    """Keep what somebody has typed so far at a place, begun on `revision` of the draft (0: on none).

    Raises DraftElsewhere if another window or device has gone on with it, sent it or thrown it away.
    """
    rules.refuse_draft(typed.title, typed.body, typed.more)
    with transaction.atomic():
        Member.objects.select_for_update().get(pk=by.pk)  # of two windows at once, one waits
        kept = Draft.objects.filter(member=by, place=place).first() or Draft(
            member=by, place=place, revision=0
        )
        if _is_sent(by, typed.key):
            raise rules.DraftElsewhere(kept.revision, is_sent=True)
        if kept.revision != revision:
            raise rules.DraftElsewhere(kept.revision)
        if kept._state.adding:
            _make_room(by)
        kept.title, kept.body, kept.more = typed.title, typed.body, typed.more
        kept.revision, kept.saved_at = kept.revision + 1, timezone.now()
        kept.save()
    return kept


def _is_sent(by: Member, key: UUID | None) -> bool:
    """Whether the form was sent while this was on its way."""
    return key is not None and primary_key_where(Activity, actor=by.pk, key=key) is not None


def _make_room(by: Member) -> None:
    kept = Draft.objects.filter(member=by).order_by("-saved_at").values_list("pk", flat=True)
    Draft.objects.filter(pk__in=list(kept[MOST_DRAFTS - 1 :])).delete()


def drop_draft(*, by: Member, place: str) -> None:
    """Throw one's own draft away."""
    Draft.objects.filter(member=by, place=place).delete()


def forget_attention(by: Member) -> None:
    """Somebody leaves for good: how far they read, what they follow and what they had typed is nobody's business."""
    ReadMark.objects.filter(member=by).delete()
    Follow.objects.filter(member=by).delete()
    Draft.objects.filter(member=by).delete()
    Mention.objects.filter(member=by).delete()
