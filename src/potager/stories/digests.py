"""What letters tell of stories: that one is called, while it can still be written."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from potager.communities.models import Membership
from potager.journal.digests import Item, Section, Span, declare_section
from potager.journal.models import Activity
from potager.stories.models import Story


def _items(span: Span) -> Iterator[Item]:
    """The stories that were called in that time: each is told once."""
    shown = Story.objects.filter(is_scheduled=False, hidden_at=None)
    coming = shown.filter(closed_at=None, closes_at__gt=span.until)
    stories = {f"story:{story.pk}": story for story in coming}
    called = Activity.objects.filter(place__in=list(stories), kind="story.opened")
    now = called.filter(recorded_at__gte=span.since, recorded_at__lt=span.until)
    for place in dict.fromkeys(now.order_by("position").values_list("place", flat=True)):
        story = stories[place]
        yield Item(
            thing=place,
            community=story.community_id,
            title=story.title,
            url=story.get_absolute_url(),
            weight=-int(story.opens_at.timestamp()),
            line=partial(_line, story),
            authors=frozenset([story.host_id]),
        )


def _line(story: Story) -> str:
    """When it begins, or until when it is written, at the clock of its host."""
    is_open = story.opens_at <= timezone.now()
    text = (
        _("A story to write together, until %(when)s")
        if is_open
        else _("A story to write together, from %(when)s")
    )
    when = timezone.localtime(story.closes_at if is_open else story.opens_at, story.zone)
    return text % {"when": date_format(when, "DATETIME_FORMAT")}


def _chosen(members: Collection[UUID], items: Collection[Item]) -> Mapping[UUID, list[Item]]:
    """To the members of its community, as long as it is called; not to its host."""
    identifiers = {item: item.thing.partition(":")[2] for item in items}
    shown = Story.objects.filter(is_scheduled=False, hidden_at=None)
    called = shown.filter(pk__in=identifiers.values(), closed_at=None)
    there = {str(pk) for pk in called.values_list("pk", flat=True)}
    by_community: dict[UUID, list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda one: -one.weight):
        if identifiers[item] in there:
            by_community[item.community].append(item)
    found: dict[UUID, list[Item]] = defaultdict(list)
    here = Membership.objects.taking_part().filter(member__in=members, community__in=list(by_community))
    for member, community in here.values_list("member", "community"):
        found[member] += [item for item in by_community[community] if member not in item.authors]
    return found


declare_section(Section(name="soon", items=_items, chosen=_chosen))
