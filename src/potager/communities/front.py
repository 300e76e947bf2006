"""What higher apps bring to the front page of a community and to the entrance: they register here.

From the `ready()` of an app, or from a module that it imports:

- `register_block(name, order, render, label)`: HTML on the front page. The lowest order comes first. `render` is
  asked only for communities that the viewer may read; "" leaves the block out.
- `register_choice(name, label, choices, render)`: HTML about what an editor chose, where a front page is arranged.
- `register_until(ask)`: when what an app shows there stops being true by itself (a meeting that is over).
- `arrange_with(ask)`: who knows how the front page of a community was arranged.
- `register_line(name, order, tell)`: one line of HTML for each community on the page of communities. `tell`
  gets them all together, so that the number of queries does not grow with them.
- `announce(kinds…, to=…, shows=…)`: acts of these kinds may stand among the latest ones. What nobody
  announces is not shown, so an act whose author may be anonymous is never told by accident.
- `name_things(type, resolve)`: how to name "type:uuid" now; what `resolve` leaves out may not be seen, and
  its act is not shown.

`member` is None on pages that are kept for all visitors: nothing of the viewer may stand there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Literal
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from potager.communities.models import Community, Membership
from potager.communities.queries import Standing, names_of
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.members.models import Member

LATEST = 8  # acts shown
SEARCHED = 400  # acts looked through to find them: a long story does not make the page slow


class Audience(IntEnum):
    """Who may read of an act on the front page."""

    EVERYONE = 0  # whoever reads the community
    MEMBERS = 1
    ANIMATEURS = 2


@dataclass(frozen=True)
class Named:
    """The name that a thing has now, and its page if it has one."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Told:
    """One of the latest acts, as the page tells it."""

    actor: UUID | None
    sentence: SafeString
    when: datetime
    thing: Named | None


@dataclass(frozen=True)
class Placed:
    """A block where an editor put it: its name, and what was chosen for it."""

    name: str
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """A block about what an editor chooses: (identifier, name) of what there is; None where they type a text."""

    label: str | Promise
    choices: Callable[[Community], Sequence[tuple[str, str]]] | None
    render: Callable[[Community, Member | None, str, Sequence[str]], str]


Render = Callable[[Community, Member | None, str], str]
Arranged = Callable[[Community], Sequence[Placed] | None]
Tell = Callable[[Sequence[Community], Member | None, str], Mapping[UUID, str]]
Resolve = Callable[[Iterable[UUID], Member | None], Mapping[UUID, Named]]
Shows = Literal["target", "place", ""]

_blocks: dict[str, tuple[int, Render]] = {}
_labels: dict[str, str | Promise] = {}
_choices: dict[str, Choice] = {}
_arranged: list[Arranged] = []
_untils: list[Callable[[Community], datetime | None]] = []
_lines: dict[str, tuple[int, Tell]] = {}
_announced: dict[str, tuple[Audience, Shows]] = {}
_resolvers: dict[str, Resolve] = {}


def register_block(name: str, order: int, render: Render, label: str | Promise = "") -> None:
    """Put render(community, member, language) on the front page; `label` names it for whoever arranges."""
    _blocks[name] = (order, render)
    _labels[name] = label or name


def register_choice(name: str, choice: Choice) -> None:
    """Let an editor put a block about what they choose on the front page."""
    _choices[name] = choice


def arrange_with(ask: Arranged) -> None:
    """Let ask(community) say what stands on its front page, None where nobody arranged it."""
    _arranged[:] = [ask]


def register_until(ask: Callable[[Community], datetime | None]) -> None:
    """Let an app say when its block, as strangers see it, stops being true by itself; None: never."""
    _untils.append(ask)


def true_until(community: Community) -> datetime | None:
    """When the front page, as strangers see it, stops being true by itself."""
    return min(filter(None, (ask(community) for ask in _untils)), default=None)


def usual_blocks() -> list[tuple[str, str | Promise]]:
    """The blocks that stand on every front page, in their order, with their labels."""
    return [(name, _labels[name]) for name, _entry in sorted(_blocks.items(), key=lambda one: one[1][0])]


def choices() -> dict[str, Choice]:
    """The blocks about what an editor chooses, by name."""
    return dict(_choices)


def register_line(name: str, order: int, tell: Tell) -> None:
    """Put tell(communities, member, language)[community's id] beside each community that is listed."""
    _lines[name] = (order, tell)


def announce(*kinds: str, to: Audience = Audience.EVERYONE, shows: Shows = "target") -> None:
    """Let acts of these kinds be told on front pages, with the name of their target, their place or nothing."""
    for kind in kinds:
        _announced[kind] = (to, shows)


def name_things(type_: str, resolve: Resolve) -> None:
    """Name things written "type:uuid": resolve(ids, member) -> those that the member may see."""
    _resolvers[type_] = resolve


def blocks_of(standing: Standing, language: str) -> list[SafeString]:
    """The blocks of a front page, in their order."""
    asked = (_arranged[0](standing.community) if _arranged else None) or [
        Placed(name) for name, _label in usual_blocks()
    ]
    rendered = (_block_html(one, standing, language) for one in asked)
    return [mark_safe(html) for html in rendered if html]  # noqa: S308 (rendered by the apps' templates)


def _block_html(placed: Placed, standing: Standing, language: str) -> str:
    if choice := _choices.get(placed.name):
        return choice.render(standing.community, standing.member, language, placed.chosen)
    if entry := _blocks.get(placed.name):
        return entry[1](standing.community, standing.member, language)
    return ""  # an app that is not here any more


def lines_of(
    communities: Sequence[Community], member: Member | None, language: str
) -> dict[UUID, list[SafeString]]:
    """The lines beside each community, in their order."""
    lines: dict[UUID, list[SafeString]] = {community.pk: [] for community in communities}
    for _order, tell in sorted(_lines.values(), key=lambda entry: entry[0]):
        for community, html in tell(communities, member, language).items():
            lines[community].append(mark_safe(html))  # noqa: S308 (rendered by the apps' templates)
    return lines


def latest_acts(standing: Standing) -> list[Told]:
    """What happened last, newest first, in sentences that this viewer may read."""
    rows = list(_heard(standing)[: 2 * LATEST])
    names = names_of(row.actor for row in rows if row.actor)
    things = _named([thing for row in rows if (thing := _shown(row))], standing.member)
    told = [
        Told(row.actor, _sentence(row, names), row.happened_at, things.get(_shown(row)))
        for row in rows
        if not _shown(row) or _shown(row) in things
    ]
    return told[:LATEST]


def _heard(standing: Standing) -> QuerySet[Activity]:
    """The acts that the viewer may read of, among the last ones of the community."""
    kinds = [kind for kind, (audience, _shows) in _announced.items() if _belongs(standing, audience)]
    latest = Activity.objects.filter(community=standing.community.pk).order_by("-position")[:SEARCHED]
    return Activity.objects.filter(pk__in=latest.values("pk"), kind__in=kinds).order_by("-position")


def _belongs(standing: Standing, audience: Audience) -> bool:
    if audience == Audience.ANIMATEURS:
        return standing.animates
    return audience == Audience.EVERYONE or standing.is_member or standing.animates


def _shown(row: Activity) -> str:
    """The thing that is named under the sentence, "" for none."""
    _audience, shows = _announced[row.kind]
    return {"target": row.target, "place": row.place, "": ""}[shows]


def name_of(reference: str, member: Member | None) -> Named | None:
    """How "type:uuid" is named now; None where the member may not see it."""
    return _named([reference], member).get(reference)


def _named(references: Iterable[str], member: Member | None) -> dict[str, Named]:
    """Names by "type:uuid": one question per type, whatever the number of things."""
    asked: dict[str, set[UUID]] = {}
    for reference in references:
        type_, _colon, identifier = reference.partition(":")
        asked.setdefault(type_, set()).add(UUID(identifier))
    return {
        f"{type_}:{identifier}": named
        for type_, identifiers in asked.items()
        if type_ in _resolvers
        for identifier, named in _resolvers[type_](identifiers, member).items()
    }


def _sentence(row: Activity, names: Mapping[UUID, str]) -> SafeString:
    words = {name: conditional_escape(value) for name, value in row.facts.items()}
    actor = format_html("<bdi>{}</bdi>", names.get(row.actor, "")) if row.actor else ""
    sentence = conditional_escape(str(kind_of(row.kind).sentence))
    return mark_safe(sentence % {**words, "actor": actor})  # noqa: S308 (each part is escaped)


def _memberships(identifiers: Iterable[UUID], _member: Member | None) -> Mapping[UUID, Named]:
    people = Membership.objects.filter(pk__in=identifiers).select_related("member")
    return {one.pk: Named(one.member.display_name) for one in people}


name_things("membership", _memberships)
announce("community.opened", "membership.joined", "charter.changed", to=Audience.MEMBERS, shows="")
announce("membership.accepted", "membership.changed", to=Audience.MEMBERS)
announce("membership.left", to=Audience.ANIMATEURS, shows="")
announce("membership.declined", "membership.removed", to=Audience.ANIMATEURS)
