"""Reading whose turn it is: the pen, and who is to be reminded."""

from datetime import datetime

from django.db.models import QuerySet

from potager.communities.models import Membership
from potager.lib.statements import primary_key_where
from potager.members.models import Member
from potager.stories.models import Contribution, Pen, Quiet, Story
from potager.stories.permissions import welcomes_guests


def pen_in(story: Story) -> Pen | None:
    """The pen that was taken and has not come back; its minutes may be over (`is_held_at`)."""
    return story.pens.filter(ended_at__isnull=True).first()


def last_pen_of(story: Story, member: Member) -> Pen | None:
    """The pen that the member last had and gave back, or that was taken from them."""
    return story.pens.filter(holder=member, ended_at__isnull=False).order_by("-taken_at").first()


def pens_over(now: datetime) -> QuerySet[Pen]:
    """Pens that nobody gave back and whose minutes are over."""
    over = Pen.objects.filter(ended_at__isnull=True, until__lte=now)
    return over.select_related("story__community").order_by("until")


def others_write(story: Story, member: Member) -> bool:
    """Whether anyone else has ever written in the story."""
    return story.contributions.exclude(author=member).exists()


def to_remind(story: Story) -> QuerySet[Member]:
    """Who wrote in the story, may write on, and did not ask for quiet."""
    wrote = story.contributions.exclude(state=Contribution.State.WITHDRAWN).values("author")
    people = Member.objects.filter(is_active=True, pk__in=wrote).exclude(quiet_stories__story=story)
    here = Membership.objects.filter(community=story.community_id)
    if welcomes_guests(story):
        return people.exclude(pk__in=here.filter(state=Membership.State.REMOVED).values("member")).order_by(
            "pk"
        )
    return people.filter(pk__in=here.taking_part().values("member")).order_by("pk")


def is_quiet(story: Story, member: Member) -> bool:
    """Whether the member asked for no more reminders of the story."""
    return primary_key_where(Quiet, story=story.pk, member=member.pk) is not None


def maybe_to_remind(now: datetime) -> QuerySet[Story]:
    """Running stories that have a reminder left to give."""
    running = Story.objects.filter(closed_at__isnull=True, closes_at__gt=now, opens_at__lte=now, reminds=True)
    left = running.exclude(reminded_middle_at__isnull=False, reminded_end_at__isnull=False)
    return left.filter(is_scheduled=False, paused_at__isnull=True, hidden_at=None)
