"""What the community itself made of late: books that are released, stories that are open."""

from collections.abc import Iterator

from django.db.models import Q

from potager.animation.gestures.base import Candidate, Reason
from potager.animation.gestures.common import in_seconds, thing_of
from potager.animation.gestures.touching import RECENT, Touched, Touching, is_linked_in
from potager.animation.life import Life
from potager.journal import findable
from potager.lib.stemming import stems, words_of
from potager.press.models import Edition
from potager.stories.models import Story

MOST = 20
SEVERAL = 3  # people who talk about it
KINDS = ("edition:", "story:")
LONGEST = 2_000  # letters of a work that are compared: how it begins


def candidates_of(life: Life, touching: Touching) -> Iterator[Candidate]:
    """For each of these works, the conversation that it touches most, in which nobody gave its address."""
    for entry in _entries(life):
        words = f"{entry.title}\n{entry.text[:LONGEST]}"
        for found in touching.by(words, entry.language):
            if _is_about(entry, found) and not is_linked_in(found.thing, entry.url):
                yield _candidate(touching, entry, found)
                break


def _is_about(entry: findable.Entry, found: Touched) -> bool:
    """Whether its very title says so, to several people: the words of a story are invention."""
    title = {stem for word in words_of(entry.title) for stem in stems(word, entry.language)}
    is_named = any(title.intersection(stems(word, entry.language)) for word in found.words)
    return is_named and len(found.people) >= SEVERAL


def _entries(life: Life) -> list[findable.Entry]:
    """Works of the last weeks as they can be found. Two queries and those of their apps."""
    recent = {"__gt": life.ago(RECENT), "__lte": life.now}
    editions = Edition.objects.filter(
        Q(story__community=life.community) | Q(manuscript__community=life.community),
        **{f"released_at{way}": moment for way, moment in recent.items()},
    )
    opened = Story.objects.filter(community=life.community, closed_at=None)
    stories = opened.filter(**{f"opened_at{way}": moment for way, moment in recent.items()})
    released = editions.order_by("-released_at").values_list("pk", flat=True)[:MOST]
    things = [thing_of("edition", one) for one in released]
    newest = stories.order_by("-opened_at").values_list("pk", flat=True)[:MOST]
    things += [thing_of("story", one) for one in newest]
    found = findable.entries(things)
    return [found[thing] for thing in things if thing in found and not found[thing].circle]


def _candidate(touching: Touching, entry: findable.Entry, found: Touched) -> Candidate:
    people = [thing_of("member", one) for one in found.people[:6]]
    fact = "released" if entry.thing.startswith("edition:") else "begun"
    about = {"words": list(found.words), "people": people, "number": len(found.people), **touching.here}
    return Candidate(
        signs=touching.signs(found, entry.happened_at, len(found.people)),
        reasons=(
            Reason(fact, {"work": entry.thing, "at": in_seconds(entry.happened_at)}),
            Reason("touches", {**about, "topic": found.thing}),
            Reason("unknown", {"topic": found.thing}),
        ),
        thing=found.thing,
        found=entry.thing,
    )


def address_of(thing: str) -> str:
    """Where a work is read; "" if it cannot be found any more."""
    entry = findable.entries([thing]).get(thing)
    return entry.url if entry else ""
