"""What the people of a community wrote where everybody there reads it, and what they say of themselves.

No private conversation is read, nothing held, hidden or withdrawn, no talk about a thing that some may not see, and
nothing by whoever switched that use off. A text counts as a person's only under the name they bear now, while they
take part. Stories are invention, not what somebody cares about: they are left out.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet

from potager.animation.models import Switch
from potager.communities.models import Community, Membership
from potager.conversations.models import Post
from potager.directory.models import Profile, Talent, Veil
from potager.directory.traits import TOGETHER
from potager.members.models import Member

if TYPE_CHECKING:
    from potager.animation.themes import Text, Themes

NEWEST, SINCE = 20_000, timedelta(days=180)
TAG = re.compile(r"(<[^>]*>)")
NAME = re.compile(r"</?(\w+)")
UNSPOKEN = frozenset({"blockquote", "pre", "code"})  # the words of others, and what is no language
LINES = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "td", "th"})


def themes_of(community: Community, now: datetime) -> "Themes":
    """What people talk about in a community at a moment: the newest posts of half a year, and what members declare."""
    from potager.animation.themes import Themes

    return Themes.of(texts_of(community, now), now=_day(now), names=_names(community))


def texts_of(community: Community, now: datetime) -> "Iterator[Text]":
    """Their texts, by member and topic, in days since 1970. Six queries."""
    away = set(
        Switch.objects.filter(community=community, use=Switch.Use.WORDS).values_list("member", flat=True)
    )
    here = Membership.objects.taking_part().filter(community=community, member__is_active=True)
    present = set(here.values_list("member", flat=True))
    yield from _written(community, now, present, away)
    yield from _declared(here, community, now, away)


def _day(moment: datetime) -> float:
    return moment.timestamp() / 86_400


def _names(community: Community) -> set[str]:
    here = Membership.objects.filter(community=community).values_list("member__display_name", flat=True)
    return set(here.iterator())


def _written(community: Community, now: datetime, present: set[UUID], away: set[UUID]) -> "Iterator[Text]":
    from potager.animation.themes import Text

    open_ = {"topic__community": community, "topic__is_private": False, "topic__hidden_at": None}
    shown = Post.objects.filter(**open_, topic__about="", state=Post.State.SHOWN)
    recent = shown.filter(written_at__lte=now, written_at__gt=now - SINCE).order_by("-written_at", "-pk")
    rows = recent.annotate(is_own=_under_own_name()).values_list(
        "author", "topic", "number", "topic__title", "topic__language", "written_at", "html", "is_own"
    )
    for author, topic, number, title, language, at, html, is_own in rows[:NEWEST].iterator():
        if author not in away:
            who = author if is_own and author in present else None
            words = f"{title}\n{own_words(html)}" if number == 1 else own_words(html)
            yield Text(who, topic, _day(at), language, words)


def _under_own_name() -> Any:
    return ExpressionWrapper(Q(signature=F("author__display_name")), output_field=BooleanField())


def own_words(html: str) -> str:
    """What a post says in its author's own words: without quotations, code, and the names of whoever is called."""
    said: list[str] = []
    depth = 0
    called = ""  # the tag around a name
    for part in TAG.split(html):
        if not part.startswith("<"):
            said += [part] if not depth and not called else []
            continue
        name = found[1] if (found := NAME.match(part)) else ""
        if name in UNSPOKEN:
            depth = max(0, depth + (-1 if part.startswith("</") else 1))
        called = _called(part, name, called)
        said += ["\n"] if name in LINES else []
    return unescape("".join(said)).strip()


def _called(tag: str, name: str, called: str) -> str:
    if 'class="mention"' in tag:
        return name
    return "" if tag.startswith("</") and name == called else called


def _declared(
    here: QuerySet[Membership], community: Community, now: datetime, away: set[UUID]
) -> "Iterator[Text]":
    """Talents, interests and what to ask about, as far as members show it to one another here."""
    from potager.animation.themes import Text

    veiled = Veil.objects.filter(community=community).values("member")
    people = Member.objects.filter(pk__in=here.values("member")).exclude(pk__in=veiled)
    rows = [*_talents(people), *_asks(people)]
    for member, language, words in rows:
        if member not in away:
            yield Text(member, None, _day(now), language, words, is_declared=True)


def _talents(people: QuerySet[Member]) -> Iterator[tuple[UUID, str, str]]:
    said = Talent.objects.filter(member__in=people.values("pk")).order_by("member", "kind", "rank")
    for kind, field in ((Talent.Kind.TALENT, "talents_to"), (Talent.Kind.INTEREST, "interests_to")):
        shown = said.filter(kind=kind, **{f"member__profile__{field}__in": TOGETHER})
        yield from shown.values_list("member", "member__language", "name").iterator()


def _asks(people: QuerySet[Member]) -> Iterator[tuple[UUID, str, str]]:
    shown = Profile.objects.filter(member__in=people.values("pk"), asks_to__in=TOGETHER).exclude(asks="")
    yield from shown.values_list("member", "member__language", "asks").iterator()
