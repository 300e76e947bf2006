"""What the desk counts, each from an open definition that the page shows beside it. No names, only numbers.

Only public conversations that are shown count; nothing private, held, hidden or withdrawn.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, IntegerField, Min, Q, QuerySet, Sum, Value
from django.db.models.functions import Length, Replace, Trim

from potager.animation.drawing.bars import Week
from potager.animation.drawing.rings import Season
from potager.animation.drawing.voices import gini_of, share_of_quietest_half
from potager.animation.models import FIRST_SEASON, Network, Person
from potager.communities.models import Community, Membership
from potager.conversations.models import Post, Topic

WEEKS = 13  # of conversations, and seven days each
FEWEST_ANSWERS = 4  # in a week: fewer make no quartiles
FEWEST_OPENED = 5  # in all these weeks: fewer make no number
FEWEST_VOICES = 5  # who spoke: fewer would be recognised
FEWEST_PEOPLE = 3  # who ever took part, for rings
MOST_SEASONS = 24  # rings
NEW_FOR = timedelta(days=90)  # after arriving: whose voice is a newcomer's
CYCLE = 63  # quarters in `Person.seasons`


# Growth rings


def seasons_of(network: Network, now: datetime) -> list[Season]:
    """New, staying, returning and leaving people of each season until now, the oldest first; none where too few.

    Whoever left the community counts in the seasons in which they took part.
    """
    bitmaps = list(
        Person.objects.filter(network__community=network.community)
        .order_by()
        .values_list("seasons", flat=True)
    )
    return seasons_from(bitmaps, quarter_of(now)) if len(bitmaps) >= FEWEST_PEOPLE else []


def quarter_of(moment: datetime) -> int:
    """The number of a quarter: 0 for the first of 2000. Its bit in `Person.seasons` is the rest by 63."""
    return moment.year * 4 + (moment.month - 1) // 3 - FIRST_SEASON


def seasons_from(bitmaps: Iterable[int], newest: int) -> list[Season]:
    """Count bitmaps (see season_of) until the quarter `newest`; at most 24 seasons, the oldest first."""
    turn = (newest + 1) % CYCLE
    ordered = [
        (bits >> turn | bits << CYCLE - turn) & (1 << CYCLE) - 1 for bits in bitmaps
    ]  # the newest last
    known = 0
    for bits in ordered:
        known |= bits
    if not known:
        return []
    first = max((known & -known).bit_length() - 1, CYCLE - MOST_SEASONS)
    return [_season(ordered, at, newest - CYCLE + 1 + at) for at in range(first, CYCLE)]


def _season(bitmaps: Iterable[int], at: int, number: int) -> Season:
    counts: Counter[str] = Counter()
    for bits in bitmaps:
        is_here, was_here = bits >> at & 1, at > 0 and bits >> at - 1 & 1
        has_been = bits & ((1 << at) - 1)
        if is_here:
            counts["staying" if was_here else "returning" if has_been else "new"] += 1
        elif was_here:
            counts["leaving"] += 1
    return Season(number, counts["new"], counts["staying"], counts["returning"], counts["leaving"])


def year_and_quarter(number: int) -> tuple[int, int]:
    """2026 and 1 for the first quarter of 2026."""
    year, quarter = divmod(number + FIRST_SEASON, 4)
    return year, quarter + 1


# Time to first answer


@dataclass(frozen=True)
class Answers:
    """How long conversations waited for a first answer: by week, and in all. None where there are too few to say."""

    weeks: list[Week]
    opened: int
    unanswered: int
    quartiles: tuple[timedelta, timedelta, timedelta] | None

    @property
    def is_enough(self) -> bool:
        """Whether there are enough conversations to say anything."""
        return self.opened >= FEWEST_OPENED


def answers_of(community: Community, now: datetime) -> Answers:
    """Of the conversations opened in the thirteen weeks before `now`: when somebody else than who opened them answered.

    Talk about a thing (a story, a chapter) is not counted: nobody opened it to be answered.
    """
    since = now - timedelta(weeks=WEEKS)
    theirs = Q(posts__state=Post.State.SHOWN, posts__written_at__lte=now) & ~Q(posts__author=F("author"))
    topics = _topics(community).filter(
        about="", author__isnull=False, opened_at__gt=since, opened_at__lte=now
    )
    rows = topics.annotate(first=Min("posts__written_at", filter=theirs)).order_by("opened_at")
    return answers_from(list(rows.values_list("opened_at", "first")), since)


def answers_from(rows: Iterable[tuple[datetime, datetime | None]], since: datetime) -> Answers:
    """Sort conversations, (opened, first answered or None), into weeks that begin with `since`."""
    weeks: list[list[timedelta | None]] = [[] for _ in range(WEEKS)]
    for opened, first in rows:
        week = min(int((opened - since) / timedelta(weeks=1)), WEEKS - 1)
        weeks[week].append(first - opened if first else None)
    every = [wait for week in weeks for wait in week]
    waits = [wait for wait in every if wait is not None]
    return Answers(
        weeks=[_week(since + timedelta(weeks=at), some) for at, some in enumerate(weeks)],
        opened=len(every),
        unanswered=len(every) - len(waits),
        quartiles=quartiles(waits),
    )


def _week(begins: datetime, some: Sequence[timedelta | None]) -> Week:
    waits = sorted(wait for wait in some if wait is not None)
    return Week(begins.date(), len(some), len(some) - len(waits), quartiles(waits), tuple(waits))


def quartiles(waits: Iterable[timedelta]) -> tuple[timedelta, timedelta, timedelta] | None:
    """Within which a quarter, half and three quarters were answered (straight between neighbours: Hyndman and Fan
    1996, their seventh); None for fewer than four.
    """
    ordered = sorted(waits)
    if len(ordered) < FEWEST_ANSWERS:
        return None
    return _at(ordered, 0.25), _at(ordered, 0.5), _at(ordered, 0.75)


def _at(ordered: Sequence[timedelta], share: float) -> timedelta:
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


# The share of voices


@dataclass(frozen=True)
class Voices:
    """What was said in some days: how many people spoke, and how it was shared; `words` are theirs, unnamed."""

    days: int
    words: list[int]
    newcomers: int  # how many of those who spoke arrived within 90 days
    newcomers_words: int

    @property
    def people(self) -> int:
        """How many spoke."""
        return len(self.words)

    @property
    def is_enough(self) -> bool:
        """Whether enough people spoke that nobody is recognised."""
        return self.people >= FEWEST_VOICES

    @property
    def quietest_half(self) -> float:
        """The share of all words that the quietest half said, from 0 to 0.5."""
        return share_of_quietest_half(self.words)

    @property
    def gini(self) -> float:
        """0: everybody as much; near 1: one person everything."""
        return gini_of(self.words)

    @property
    def newcomers_share(self) -> float:
        """The share of all words that newcomers said."""
        return self.newcomers_words / (sum(self.words) or 1)


def voices_of(community: Community, now: datetime, days: int) -> Voices:
    """How the words of the `days` before `now` are shared among those who said any. Words are parted by spaces."""
    posts = Post.objects.filter(topic__in=_topics(community), state=Post.State.SHOWN, written_at__lte=now)
    recent = posts.filter(written_at__gt=now - timedelta(days=days))
    flat = Trim(Replace(F("body"), Value("\n"), Value(" ")))
    spaces = Length(flat) - Length(Replace(flat, Value(" "), Value(""))) + 1
    said = recent.order_by().values("author").annotate(many=Sum(spaces, output_field=IntegerField()))
    words = dict(said.values_list("author", "many"))
    here = Membership.objects.filter(community=community, state=Membership.State.ACTIVE)
    arrived = here.filter(joined_at__gt=now - NEW_FOR, member__in=recent.values("author"))
    new = set(arrived.values_list("member", flat=True)) & set(words)
    return Voices(days, sorted(words.values()), len(new), sum(words[one] for one in new))


def _topics(community: Community) -> QuerySet[Topic]:
    return Topic.objects.filter(community=community, is_private=False, hidden_at=None)
