"""What a decision hides is told on no way out, from that moment on; and all of it is back when the decision ends."""

from collections.abc import Iterator

import pytest
from judged import WORDS, Judged, plant
from test_every_way_out import everything_is_told, exports, texts

from potager.journal.channels import may_listen
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.journal.read import all_readers, catch_up
from potager.lib.keep import PLACES
from potager.notices.models import Mail
from potager.pagecache.untrue import places_touched
from potager.search.actions import work_off

pytestmark = pytest.mark.django_db

Told = tuple[str, str]
OUTSIDE = ("stranger", "friend")
SEARCHED = set(WORDS) - {"euphorbia", "fumitory"}  # remarks and profiles are in no index


def pages(garden: Judged, who: str) -> Iterator[tuple[str, str, set[str]]]:
    """Each page, with the places for which it would be kept."""
    for path in garden.paths:
        answer = garden.browser(who).get(path)
        assert answer.status_code < 500, path
        yield path, texts(answer), set(answer.headers.get(PLACES, "").split())


def search(garden: Judged, who: str) -> Iterator[Told]:
    """Each word, entered and typed; without what was asked."""
    for word in WORDS:
        for question in ({"q": word}, {"q": word[:5], "typing": "1"}):
            answer = garden.browser(who).get("/search/", question, headers={"hx-request": "true"})
            yield f"search {question}", answer.content.decode().replace(f"={question['q']}", "")


def streams(garden: Judged, who: str) -> Iterator[Told]:
    """All that is told live to whoever comes back."""
    identifier = garden.people[who].pk if who in garden.people else None
    for activity in Activity.objects.order_by("position"):
        if may_listen(identifier, activity.place):
            yield activity.kind, kind_of(activity.kind).fragment(activity, "en") or ""


def letters(garden: Judged, who: str, since: int) -> Iterator[Told]:
    """What left since."""
    if who in garden.people:
        for mail in Mail.objects.filter(to=garden.people[who].email).order_by("created_at")[since:]:
            yield mail.subject, f"{mail.subject} {mail.body} {mail.html}"


def read_on() -> None:
    """The readers and the index are where the journal is."""
    for reader in all_readers():
        catch_up(reader)
    while work_off():
        pass


def words_in(text: str) -> set[str]:
    """Which of the words stand there."""
    return {word for word in WORDS if word in text.lower()}


def found_by(garden: Judged, who: str) -> set[str]:
    """Which words somebody finds by searching."""
    return set().union(*(words_in(text) for _where, text in search(garden, who)))


def leaks(garden: Judged, who: str, sent: int) -> set[tuple[str, str]]:
    """Where somebody meets which word."""
    told = [(path, text) for path, text, _places in pages(garden, who)]
    told += [*search(garden, who), *streams(garden, who), *letters(garden, who, sent)]
    told += exports(garden, who)  # type: ignore[arg-type]
    return {(where, word) for where, text in told for word in words_in(text)}


def test_what_a_decision_hides_is_told_nowhere_and_comes_back() -> None:
    read_on()
    garden = plant()
    read_on()
    met = {word: path for path, text, _places in pages(garden, "friend") for word in words_in(text)}
    assert set(met) == set(WORDS), "a word that nobody meets proves nothing"
    assert found_by(garden, "friend") == SEARCHED
    kept = {path: places for path, text, places in pages(garden, "stranger") if places and words_in(text)}
    assert len(kept) > 10
    sent = Mail.objects.filter(to=garden.people["friend"].email).count()
    last = Activity.objects.latest("position").position
    garden.decide(hides=True)
    decided = Activity.objects.filter(position__gt=last)
    untrue = {place for activity in decided for place in places_touched(activity) or ()}
    assert not [path for path, places in kept.items() if not places & untrue], "kept pages are thrown away"
    everything_is_told()
    assert {who: leaks(garden, who, sent) for who in OUTSIDE} == {who: set() for who in OUTSIDE}
    story = garden.deciding["hawthorn"][2]["story"]
    for who in ("author", "moderator"):
        assert "hawthorn" in texts(garden.browser(who).get(f"/stories/{story.pk}/")), (
            "they see what it is about"
        )
    garden.decide(hides=False)
    read_on()
    assert found_by(garden, "friend") == SEARCHED
    back = {word for word, path in met.items() if word in texts(garden.browser("friend").get(path)).lower()}
    assert back >= set(WORDS) - {"bryony"}, "the book of that one goes to the press again"
