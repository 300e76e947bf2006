"""Sending letters: to those whose hour has come, if there is something to tell, and to nobody twice."""

import logging
import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Exists, OuterRef

from potager.communities.models import Community
from potager.journal.digests import Item, Span, all_sections
from potager.members.models import Member
from potager.notices import queries
from potager.notices.batches import batches
from potager.notices.hours import next_letter_at, quarter
from potager.notices.letters import Letter, News, written
from potager.notices.models import Notice, Wishes

log = logging.getLogger(__name__)

AT_ONCE = 500  # people who are looked at together
WRITTEN_AT_ONCE = 20  # letters in one transaction: on SQLite nobody else writes meanwhile
Due = Sequence[Wishes]


@dataclass(frozen=True)
class Post:
    """A letter that is written, and what it told."""

    wishes: Wishes
    letter: Letter
    heaps: Collection[UUID]


class Round:
    """Writes letters to many people; what happened in a span is read once for all of them."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._items: dict[tuple[str, Span], list[Item]] = {}

    def send(self, due: Due) -> int:
        """Write to those of whom there is something to tell, and move everyone on; returns how many letters."""
        spans: dict[Span, list[Wishes]] = defaultdict(list)
        for wishes in due:
            spans[Span(wishes.told_until, self._until(wishes))].append(wishes)
        return sum(self._send(span, some) for span, some in spans.items())

    def _until(self, wishes: Wishes) -> datetime:
        return max(wishes.next_letter_at or self._now, quarter(self._now))

    def _send(self, span: Span, due: Due) -> int:
        concerned = {wishes.pk: news for wishes, news in self.news(span, due)}
        sent = 0
        for some in batches([wishes for wishes in due if wishes.pk in concerned], WRITTEN_AT_ONCE):
            posts = [post for wishes in some if (post := _post(wishes, concerned[wishes.pk]))]
            sent += _hand_over(posts, span, self._now)
        _move_on(due, span, self._now)  # whoever got one has moved on already
        return sent

    def news(self, span: Span, due: Due) -> Iterator[tuple[Wishes, News]]:
        """What there is to tell to each of these people; whoever there is nothing for is left out."""
        off = queries.unreached(wishes.member.email for wishes in due)
        due = [wishes for wishes in due if wishes.member.is_active and wishes.member.email not in off]
        members = [wishes.pk for wishes in due]
        waiting = queries.waiting_for_letter(members)
        chosen = self._chosen(span, members)
        names = _names(items for some in chosen.values() for items in some.values())
        for wishes in due:
            entries = queries.told_in_letter(wishes.member) if wishes.pk in waiting else []
            theirs = {name: some[wishes.pk] for name, some in chosen.items() if some.get(wishes.pk)}
            news = News(wishes.member, entries, _without(theirs, entries), names, self._now)
            if news:
                yield wishes, news

    def _chosen(self, span: Span, members: Collection[UUID]) -> dict[str, Mapping[UUID, list[Item]]]:
        found: dict[str, Mapping[UUID, list[Item]]] = {}
        for section in all_sections():
            if (section.name, span) not in self._items:
                self._items[section.name, span] = list(section.items(span))
            if items := self._items[section.name, span]:
                found[section.name] = section.chosen(members, items)
        return found


def send_letters(now: datetime, *, seconds: float) -> int:
    """Send the letters that are due, for so long at most; returns how many left. What remains is due still."""
    end, sent, round_ = time.monotonic() + seconds, 0, Round(now)
    while due := list(queries.letters_due(now)[:AT_ONCE]):
        sent += round_.send(due)
        if time.monotonic() > end:
            break
    return sent


def expect_letters(now: datetime) -> int:
    """Note for everyone who has no row yet when their first letter may come; returns for how many."""
    known = Wishes.objects.filter(pk=OuterRef("pk"))
    new = Member.objects.filter(~Exists(known), is_active=True).only("pk", "time_zone")[:AT_ONCE]
    rows = [_first_row(member, now) for member in new]
    Wishes.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _first_row(member: Member, now: datetime) -> Wishes:
    wishes = Wishes(member=member, told_until=quarter(now))
    wishes.next_letter_at = next_letter_at(wishes, zone=member.time_zone, after=now)
    return wishes


def _post(wishes: Wishes, news: News) -> Post | None:
    try:
        validate_email(wishes.member.email)
        return Post(wishes, written(news), [entry.heap for entry in news.entries])
    except Exception:  # one letter that cannot be written must not hold up everybody's
        log.exception("the letter to %s could not be written", wishes.pk)
        return None


def _hand_over(posts: Sequence[Post], span: Span, now: datetime) -> int:
    """The mails and the mark that they were written, in one transaction: after a crash neither is there, or both."""
    with transaction.atomic():
        still = _move_on([post.wishes for post in posts], span, now)
        for post in posts:
            if post.wishes.pk in still:
                member = post.wishes.member
                Notice.objects.filter(member=member, heap__in=post.heaps).update(is_for_letter=False)
                post.letter.message_to(member.email).send()
    return len(still)


def _move_on(due: Due, span: Span, now: datetime) -> set[UUID]:
    """Note until when these people are told, and when they are next; returns those whom nobody else wrote to."""
    hours: dict[datetime | None, list[UUID]] = defaultdict(list)
    for wishes in due:
        is_there = wishes.member.is_active
        after = next_letter_at(wishes, zone=wishes.member.time_zone, after=now) if is_there else None
        hours[after].append(wishes.pk)
    with transaction.atomic():
        mine = Wishes.objects.select_for_update().filter(
            pk__in=[wishes.pk for wishes in due], told_until=span.since
        )
        still = set(mine.filter(next_letter_at__lte=now).values_list("pk", flat=True))
        for after, members in hours.items():
            Wishes.objects.filter(pk__in=still.intersection(members)).update(
                next_letter_at=after, told_until=span.until
            )
    return still


def _without(items: dict[str, list[Item]], entries: Sequence[queries.Entry]) -> dict[str, list[Item]]:
    """What is told to the person as theirs is not told a second time as everybody's."""
    told = {entry.url.partition("#")[0] for entry in entries}
    return {
        name: [item for item in some if not any(url.startswith(item.url) for url in told)]
        for name, some in items.items()
    }


def _names(some: Iterator[list[Item]]) -> dict[UUID, str]:
    wanted = {item.community for items in some for item in items}
    return dict(Community.objects.filter(pk__in=wanted).values_list("pk", "name"))
