"""Three members drawn by lot decide."""

from datetime import timedelta

import pytest
from django.utils import timezone

from potager.conversations.models import Post
from potager.journal.models import Activity
from potager.moderation.actions import change_care, draw_lot
from potager.moderation.clocks import run_lots
from potager.moderation.lots import order_of, without
from potager.moderation.models import Case, Decision, Draw, Juror
from potager.moderation.rules import NoLot
from potager.moderation.tests.conftest import Garden, letters_to
from potager.testing import a_member, a_post


@pytest.fixture
def drawn(garden: Garden) -> Draw:
    """A case in the hands of three of those who were active and are not involved."""
    from potager.communities.actions import join_community

    change_care(by=garden.people["animateur"], community=garden.community, shows_log=False, draws_lots=True)
    for name in ("Ines", "Jo", "Kim", "Lou"):
        member = garden.people[name.lower()] = a_member(name, language="en")
        join_community(by=member, community=garden.community, accepts_charter=True)
    garden["moderator"].post(f"/care/{garden.report().pk}/draw/")
    return Draw.objects.get()


def test_two_who_say_the_same_decide(garden: Garden, drawn: Draw) -> None:
    assert Activity.objects.get(kind="lot.drawn").facts == {}
    assert order_of(drawn.pool, drawn.seed)[:3] == [str(one.member_id) for one in drawn.jurors.all()]
    involved = {str(garden.people[who].pk) for who in ("author", "reporter", "moderator", "former")}
    assert not involved & set(drawn.pool)
    names = {member.pk: who for who, member in garden.people.items()}
    first, second, third = ((names[one.member_id], f"/lots/{one.pk}/") for one in drawn.jurors.all())
    assert first[1] in letters_to(garden.people[first[0]])[-1].body
    page = garden[first[0]].get(first[1]).content.decode()
    assert "dry turnip" in page
    assert not any(name in page.partition("<main")[2] for name in ("Author", "Reporter"))
    for who in ("author", "reporter", "moderator", "stranger", second[0]):
        assert garden[who].get(first[1]).status_code == 404, who
        assert garden[who].post(f"{first[1]}vote/", {"keeps": "yes"}).status_code == 404
    case = garden["moderator"].get(f"/care/{drawn.case_id}/").content.decode()
    assert "Three members drawn by lot are deciding" in case
    assert drawn.seed not in case, "shown afterwards only"
    for who, address in (first, third):
        assert not Decision.objects.exists()
        garden[who].post(f"{address}vote/", {"keeps": "no"})
        garden[who].post(f"{address}vote/", {"keeps": "no"})
    decision = Decision.objects.get()
    assert (decision.measure, decision.is_by_lot, decision.rule) == ("hide", True, "usual:insult")
    garden.insult.refresh_from_db()
    assert garden.insult.state == Post.State.HIDDEN
    assert Activity.objects.filter(kind="lot.voted").count() == 2
    assert "decided" in garden[second[0]].get(second[1]).content.decode()
    shown = garden["second"].get(f"/care/{drawn.case_id}/").content.decode()
    assert drawn.seed in shown
    assert (
        "by three members drawn by lot" in garden["author"].get(decision.get_absolute_url()).content.decode()
    )


def test_who_declines_or_keeps_silent_is_replaced_until_nobody_is_left(garden: Garden, drawn: Draw) -> None:
    names = {member.pk: who for who, member in garden.people.items()}
    one = drawn.jurors.first()
    assert one
    garden[names[one.member_id]].post(f"/lots/{one.pk}/decline/")
    assert Activity.objects.filter(kind="lot.declined").count() == 1
    assert Activity.objects.filter(kind="lot.replaced").count() == 1
    assert drawn.jurors.count() == 4
    while drawn.ended_at is None:
        asked = drawn.jurors.filter(state="asked")
        Juror.objects.filter(pk__in=asked.values("pk")).update(due_at=timezone.now() - timedelta(minutes=1))
        assert run_lots(timezone.now())
        drawn.refresh_from_db()
    assert run_lots(timezone.now()) == 0
    assert Activity.objects.filter(kind="lot.ended").count() == 1
    assert Case.objects.get().is_open, "the moderators have it again"
    assert garden.decide("talk", case=Case.objects.get()).holds


def test_none_is_drawn_where_the_community_does_not_want_it(garden: Garden) -> None:
    with pytest.raises(NoLot):
        draw_lot(by=garden.people["moderator"], case=garden.report())
    assert Activity.objects.filter(kind__startswith="lot.").count() == 0
    assert without("Ada, ada and Adam said it", {"Ada", ""}).count("somebody") == 3
    a_post(topic=garden.insult.topic, by=garden.people["member"])
