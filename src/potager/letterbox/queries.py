"""Reading what came in, and whom an address means."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from potager.conversations.models import Post, Topic
from potager.letterbox.models import Letter, Mailbox
from potager.lib import replies, returns
from potager.lib.replies import BadAddress, ExpiredAddress, Reply
from potager.members.models import Member

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def find(sort: str, low: UUID, high: UUID) -> Iterable[UUID]:
    """The members or things whose identifiers lie between two (see lib.replies)."""
    if sort == "member":
        return Member.objects.filter(pk__range=(low, high)).values_list("pk", flat=True)
    things = Post.objects if sort == "post" else Topic.objects
    return things.filter(pk__range=(low, high)).values_list("pk", flat=True)


def meant_by(addresses: Iterable[str]) -> Reply | ExpiredAddress | None:
    """What the first address of ours among them means; None if there is none."""
    for address in addresses:
        try:
            return replies.read(address, find=find)
        except ExpiredAddress as expired:
            return expired
        except BadAddress:
            continue
    return None


def returned(addresses: Iterable[str]) -> UUID | None:
    """Which mail of ours comes back to one of these addresses; None if none of them is a return path of ours."""
    for address in addresses:
        with suppress(BadAddress):
            return returns.read(address)
    return None


def topic_of(reply: Reply) -> tuple[Topic, Post | None]:
    """The topic that is answered, and its post, if it was about one that is still shown."""
    sort, _colon, identifier = reply.thing.partition(":")
    if sort == "topic":
        return Topic.objects.select_related("community").get(pk=identifier), None
    post = Post.objects.select_related("topic__community").get(pk=identifier)
    return post.topic, post if post.is_shown else None


def letters_in_an_hour(sender: str) -> int:
    """How many letters came within an hour from that address, or say so."""
    return Letter.objects.filter(sender=sender, received_at__gt=timezone.now() - HOUR).count()


def refusals_in_a_day(sender: str) -> int:
    """How often that address was told within a day that something was not taken."""
    since = timezone.now() - DAY
    return Letter.objects.filter(sender=sender, received_at__gt=since, state=Letter.State.REFUSED).count()


def letters_in_a_day(sender: str) -> int:
    """How many letters came within a day from that address, or say so."""
    return Letter.objects.filter(sender=sender, received_at__gt=timezone.now() - DAY).count()


def mailbox_named(name: str) -> Mailbox | None:
    """What is known of a mailbox, None before it first answered or failed."""
    return Mailbox.objects.filter(pk=name).first()
