"""What the page of the map shows to one viewer: only people who take part today and wish to be on it."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from potager.animation.drawing.company import SMALLEST_GROUP
from potager.animation.drawing.map import BRIDGE, NEW, MapDrawing, from_json
from potager.animation.drawing.sheet import MOST_DOTS, Dot, Ground, Sheet, sheet_of
from potager.animation.models import Network, Switch
from potager.animation.wording import map_in_words
from potager.communities.models import Community, Membership
from potager.conversations.models import Tag
from potager.members.models import Member

MOST_OF_GROUP = 80  # people of one group on its own drawing; the table has all of them
HIDING = (Switch.Use.MAP, Switch.Use.GRAPH)


class Mark(NamedTuple):
    """Somebody on the drawing, with their name."""

    dot: Dot
    name: str
    url: str


class Label(NamedTuple):
    """A group on the drawing, with what it is called and its page."""

    ground: Ground
    name: str
    short: str
    people: int
    url: str


class Row(NamedTuple):
    """Somebody in the table: with how many people they talk, and what they are."""

    name: str
    url: str
    group: str
    ties: int
    is_bridge: bool
    is_new: bool


class Part(NamedTuple):
    """A group in the table: its people, and with how many other groups it is tied."""

    number: int
    name: str
    people: int
    tied: int
    url: str


class Pair(NamedTuple):
    """Two groups that hardly know each other: how many of so many people of the smaller one know somebody."""

    one: str
    other: str
    known: int
    people: int


@dataclass
class Look:
    """The kept map of a community, for those who may be shown today."""

    community: Community
    drawing: MapDrawing
    shown: Collection[str]

    @cached_property
    def sizes(self) -> Mapping[int, int]:
        """How many people of each group are shown; groups of whom too few are left are none."""
        counts = Counter(
            group
            for person, group in zip(self.drawing.people, self.drawing.groups, strict=True)
            if group and person in self.shown
        )
        return {group: many for group, many in sorted(counts.items()) if many >= SMALLEST_GROUP}

    @cached_property
    def alone(self) -> int:
        """How many are shown who have no tie."""
        people = zip(self.drawing.people, self.drawing.degrees, strict=True)
        return sum(person in self.shown and not degree for person, degree in people)

    @cached_property
    def quiet(self) -> int:
        """How many of these are not new."""
        people = zip(self.drawing.people, self.drawing.degrees, self.drawing.marks, strict=True)
        return sum(
            person in self.shown and not degree and not marks & NEW for person, degree, marks in people
        )

    @cached_property
    def tags(self) -> Mapping[str, str]:
        """The names of the tags after which groups are called, as far as everybody here may know of them."""
        known = Tag.objects.filter(community=self.community, pk__in=self.drawing.subjects.values())
        open_ = known.filter(topics__hidden_at=None, topics__is_private=False).distinct()
        return {str(pk): name for pk, name in open_.values_list("pk", "name")}

    @property
    def is_crowd(self) -> bool:
        """Whether there are too many to be told one by one."""
        return len(self.shown) > MOST_DOTS

    @property
    def sentence(self) -> str:
        """The map in one sentence."""
        return map_in_words(len(self.sizes), len(self.pairs), self.alone)

    @cached_property
    def pairs(self) -> list[Pair]:
        """The groups between which a bridge is possible."""
        met = {(one.one, one.other): one.known for one in self.drawing.between}
        pairs = []
        for ends in self.drawing.possible:
            groups = sorted(self.drawing.groups[end] for end in ends)
            if all(self.drawing.people[end] in self.shown for end in ends) and self.sizes.keys() >= set(
                groups
            ):
                known = met.get((groups[0], groups[1]), 0)
                one, other = (self.name_of(group) for group in groups)
                pairs.append(Pair(one, other, known, min(self.sizes[group] for group in groups)))
        return pairs

    def name_of(self, group: int) -> str:
        """ "Group 2", with what it talks of most where that is known."""
        name = _("Group %(number)s") % {"number": group}
        tag = self.tags.get(self.drawing.subjects.get(group, ""))
        return f"{name} · {tag}" if tag else name

    def short_name_of(self, group: int) -> str:
        """What stands on the drawing: the subject, or the number."""
        return self.tags.get(self.drawing.subjects.get(group, ""), "")[:24] or str(group)

    def url_of(self, group: int) -> str:
        """The page of one group; 0 for whoever is in none."""
        return f"{reverse('animation:map', args=[self.community.address])}?group={group}"

    def parts(self) -> list[Part]:
        """All groups, by number."""
        tied = Counter(group for one in self.drawing.between for group in (one.one, one.other))
        return [
            Part(group, self.name_of(group), many, tied[group], self.url_of(group))
            for group, many in self.sizes.items()
        ]

    def labels(self, sheet: Sheet) -> list[Label]:
        """The grounds of a sheet with their names."""
        return [
            Label(
                one,
                self.name_of(one.number),
                self.short_name_of(one.number),
                self.sizes[one.number],
                self.url_of(one.number),
            )
            for one in sheet.grounds
        ]


def look_at(network: Network) -> Look:
    """The kept map, for those who take part today and wish to be on it. Two queries."""
    drawing = from_json(network.map)
    here = Membership.objects.taking_part().filter(community=network.community, member__is_active=True)
    off = Switch.objects.filter(community=network.community, use__in=HIDING)
    rows = here.exclude(member__in=off.values("member")).values_list("member", flat=True)
    present = {str(member) for member in rows}
    shown = {person for person in drawing.people if person in present}
    return Look(network.community, drawing, frozenset(shown))


def map_page(network: Network, group: int | None) -> dict[str, Any]:
    """The whole map, or one of its groups (0: whoever is in none). Raises KeyError for a group that there is not."""
    look = look_at(network)
    if group:
        look.sizes[group]
    told = _told_one_by_one(look, group)
    names = _names([look.drawing.people[at] for at in told])
    sheet = (
        Sheet()
        if group == 0
        else sheet_of(look.drawing, look.shown, group=group, most=MOST_OF_GROUP * bool(group))
    )
    return {
        "look": look,
        "sheet": sheet,
        "group": look.name_of(group) if group else None,
        "is_group": group is not None,
        "number": group,
        "labels": look.labels(sheet),
        "marks": [_mark(dot, names) for dot in sheet.dots],
        "rows": _rows(look, told, names),
        "unnamed": len(told) if group and len(told) > len(sheet.dots) else 0,
        "parts": look.parts(),
        "outside": len(look.shown) - sum(look.sizes.values()),
        "outside_url": look.url_of(0),
    }


def small_map(network: Network) -> dict[str, Any]:
    """The map as a small picture with its sentence: nobody's name; of a crowd only its groups."""
    look = look_at(network)
    sheet = sheet_of(look.drawing, look.shown)
    return {"look": look, "sheet": sheet, "is_empty": not look.shown}


def _told_one_by_one(look: Look, group: int | None) -> list[int]:
    """Whose names the page tells, by their place in the drawing."""
    people = [at for at, person in enumerate(look.drawing.people) if person in look.shown]
    if group is not None:
        wanted = {group} if group else {one for one in look.drawing.groups if one not in look.sizes}
        return [at for at in people if look.drawing.groups[at] in wanted]
    return [] if look.is_crowd else people


def _names(told: Collection[str]) -> dict[str, str]:
    members = Member.objects.filter(pk__in=told).values_list("pk", "display_name")
    return {str(pk): name for pk, name in members}


def _mark(dot: Dot, names: Mapping[str, str]) -> Mark:
    return Mark(dot, names.get(dot.person, ""), reverse("directory:person", args=[dot.person]))


def _rows(look: Look, told: Collection[int], names: Mapping[str, str]) -> list[Row]:
    """By name, whatever they do."""
    drawing = look.drawing
    rows = [
        Row(
            name=names.get(drawing.people[at], ""),
            url=reverse("directory:person", args=[drawing.people[at]]),
            group=look.name_of(drawing.groups[at]) if drawing.groups[at] in look.sizes else "",
            ties=drawing.degrees[at],
            is_bridge=bool(drawing.marks[at] & BRIDGE),
            is_new=bool(drawing.marks[at] & NEW),
        )
        for at in told
    ]
    return sorted(rows, key=lambda row: row.name.casefold())
