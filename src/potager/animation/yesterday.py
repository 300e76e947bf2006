"""What happened in a community since a moment, as plain facts: who came, which conversations woke up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q
from django.utils.translation import ngettext

from potager.communities.models import Community, Membership
from potager.conversations.models import Post, Topic

ASLEEP = timedelta(days=14)  # without a word: whatever is said then wakes a conversation up


@dataclass(frozen=True)
class Happened:
    """How many people arrived, conversations were opened, and conversations woke up after at least ASLEEP."""

    arrived: int = 0
    opened: int = 0
    woken: int = 0

    def sentences(self) -> list[str]:
        """Each in words; what did not happen is not told."""
        said = [
            (
                self.arrived,
                ngettext("%(count)d person has arrived.", "%(count)d people have arrived.", self.arrived),
            ),
            (
                self.opened,
                ngettext(
                    "%(count)d conversation has been opened.",
                    "%(count)d conversations have been opened.",
                    self.opened,
                ),
            ),
            (
                self.woken,
                ngettext(
                    "%(count)d conversation has woken up.",
                    "%(count)d conversations have woken up.",
                    self.woken,
                ),
            ),
        ]
        return [words % {"count": count} for count, words in said if count]


def happened_since(community: Community, since: datetime) -> Happened:
    """Three lean queries; of conversations, those that everybody reads who reads the community."""
    arrived = Membership.objects.taking_part().filter(community=community, joined_at__gte=since).count()
    moving = Topic.objects.filter(community=community, last_at__gte=since, hidden_at=None, is_private=False)
    opened = moving.filter(opened_at__gte=since, about="").count()
    older = list(moving.filter(opened_at__lt=since - ASLEEP).values_list("pk", flat=True)[:200])
    return Happened(arrived=arrived, opened=opened, woken=_woken(older, since))


def _woken(topics: list[object], since: datetime) -> int:
    if not topics:
        return 0
    shown = Post.objects.filter(topic__in=topics, state=Post.State.SHOWN)
    rows = (
        shown.order_by()
        .values("topic")
        .annotate(
            before=Max("written_at", filter=Q(written_at__lt=since)),
            after=Count("pk", filter=Q(written_at__gte=since)),
        )
    )
    return sum(1 for row in rows if row["after"] and row["before"] and row["before"] < since - ASLEEP)
