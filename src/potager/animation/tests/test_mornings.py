"""Each morning, desks are prepared one after another: where somebody who animates comes by, and something happens."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from potager.animation import clocks
from potager.animation.actions import network_for
from potager.animation.models import Network
from potager.animation.mornings import begin_of, next_to_prepare
from potager.communities.models import Community
from potager.jobs.models import Job
from potager.jobs.worker import run_due_jobs
from potager.members.models import Member, Session
from potager.testing import a_community, a_member

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(autouse=True)
def _just_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clocks, "_next", None)
    monkeypatch.setattr(clocks, "_asked", {})


def seen(member: Member, days: int = 0) -> None:
    ends = timezone.now() + timedelta(days=9)
    day = (timezone.now() - timedelta(days=days)).date()
    Session.objects.create(session_key=member.pk.hex, member=member, seen_on=day, expire_date=ends)


def a_home(days: int | None = 0) -> Community:
    """A community whose owner was seen so many days ago."""
    owner = a_member("Olive")
    if days is not None:
        seen(owner, days)
    return a_community(owner=owner)


def next_(**more: object) -> str | None:
    now = timezone.now()
    return next_to_prepare(begin_of(timezone.localtime(now)), now, **more)  # type: ignore[arg-type]


def test_the_morning_begins_at_four() -> None:
    assert begin_of(datetime(2026, 5, 2, 4, 0, tzinfo=PARIS)) == datetime(2026, 5, 2, 2, 0, tzinfo=UTC)
    assert begin_of(datetime(2026, 5, 2, 3, 59, tzinfo=PARIS)) == datetime(2026, 5, 1, 2, 0, tzinfo=UTC)


def test_a_desk_is_prepared_where_an_animateur_comes_by() -> None:
    community = a_home()
    assert next_() == str(community.pk)
    Session.objects.all().delete()
    assert next_() is None
    seen(a_member("Stranger"))
    assert next_() is None, "of somebody else it does not matter"


def test_not_where_nobody_came_for_weeks_nor_where_nothing_happens() -> None:
    a_home(days=30)
    assert next_() is None
    community = a_home()
    morning = timezone.now() + timedelta(days=15)
    assert next_to_prepare(morning, morning) == str(community.pk)
    later = timezone.now() + timedelta(days=40)
    Session.objects.update(seen_on=later.date())
    assert next_to_prepare(later, later) is None


def test_not_twice_in_a_morning() -> None:
    community = a_home()
    network = network_for(community)
    Network.objects.filter(pk=network.pk).update(prepared_at=timezone.now() + timedelta(minutes=1))
    assert next_() is None
    Network.objects.filter(pk=network.pk).update(prepared_at=timezone.now() - timedelta(days=1, minutes=1))
    assert next_() == str(community.pk)
    assert next_(besides=[str(community.pk)]) is None


def test_the_worker_prepares_one_after_another() -> None:
    communities = {str(a_home().pk) for _ in range(2)}
    now = timezone.now()
    waiting = Job.objects.filter(task="potager.animation.tasks.prepare_desk", state=Job.State.READY)
    clocks._prepare(now)
    clocks._prepare(now)
    assert waiting.count() == 1
    run_due_jobs()
    assert Network.objects.exclude(prepared_at=None).count() == 1
    assert clocks._prepare(now + timedelta(minutes=2)) == 0
    run_due_jobs()
    prepared = Network.objects.exclude(prepared_at=None).filter(growth=Network.Growth.DONE)
    assert {str(one) for one in prepared.values_list("community", flat=True)} == communities
    clocks._prepare(now + timedelta(minutes=4))
    assert not waiting.exists(), "all that is to be prepared is"
