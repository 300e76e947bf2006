"""The page of the desk: what stands on it, for whom, and what leaves it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.html import strip_tags

from potager import testing
from potager.animation.actions import change_uses, network_for
from potager.animation.headings import heading
from potager.animation.models import Network, Proposal, Switch
from potager.animation.tests.made import (
    a_garden,
    a_joined,
    a_proposal,
    a_waiting,
    browser,
    everybody_else,
    owner_of,
)
from potager.animation.yesterday import Happened, happened_since
from potager.communities import actions as communities
from potager.communities.models import Community, Membership
from potager.conversations import actions as conversations
from potager.conversations.models import Post, Topic
from potager.jobs.models import Job
from potager.jobs.worker import run_due_jobs
from potager.lib.keep import PLACES
from potager.members.actions import mute_member

pytestmark = pytest.mark.django_db
QUERIES = 33


@pytest.fixture
def community() -> Community:
    """A community whose desk was prepared today; Olive opened it."""
    community = a_garden()
    network_for(community)
    prepared(community)
    return community


def prepared(community: Community) -> None:
    """As if the night had looked."""
    Network.objects.filter(community=community).update(
        prepared_on=timezone.now().date(), prepared_at=timezone.now()
    )


def shown(community: Community, client: Client | None = None) -> str:
    """The page of the desk, as Olive reads it."""
    client = client or browser(owner_of(community))
    answer = client.get(f"/c/{community.address}/desk/")
    assert answer.status_code == 200
    page: str = answer.content.decode()
    return page


def words(html: str) -> str:
    """What it says, without its form."""
    return " ".join(strip_tags(html).split())


def test_a_card_says_whom_why_and_leads_to_the_place(community: Community) -> None:
    proposal = a_waiting("Nadia", community, moment="now")
    page = shown(community)
    assert "Today, one gesture" in page
    assert (
        "Nadia has opened What Nadia asks, and nobody has answered. It has been waiting for 2 days."
        in words(page)
    )
    assert f'href="/proposals/{proposal.pk}/"' in page and "As soon as you can" in page
    for verb in ("later", "no"):
        assert f'action="/proposals/{proposal.pk}/{verb}/"' in page
    for no in Proposal.No.values:
        assert f'name="no" value="{no}"' in page


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (0, "Today, no gesture", "Aujourd’hui, aucun geste"),
        (1, "Today, one gesture", "Aujourd’hui, un geste"),
        (5, "Today, five gestures", "Aujourd’hui, cinq gestes"),
        (7, "Today, seven gestures", "Aujourd’hui, sept gestes"),
    ],
)
def test_the_number_is_said_in_words(number: int, english: str, french: str) -> None:
    with translation.override("en"):
        assert heading(number) == english
    with translation.override("fr"):
        assert heading(number) == french


def test_what_was_decided_stands_below_and_comes_back(community: Community) -> None:
    done, later, no = (a_waiting(name, community) for name in ("Nadia", "Tahar", "Sam"))
    ariane, client = a_joined("Ariane", community, "animateur"), browser(owner_of(community))
    browser(ariane).post(f"/proposals/{done.pk}/done/")
    client.post(f"/proposals/{later.pk}/later/")
    answer = client.post(f"/proposals/{no.pk}/no/", {"no": "moment"}, follow=True)
    page = answer.content.decode()
    assert "Nothing is left for today" in page and "The bed is watered" in page
    assert "It comes back" not in page and "the desk learns from it" in page  # what the last press did
    told = words(page)
    assert "Done by Ariane." in told and "Put off until" in told and "No. It is not the moment." in told
    page = client.post(f"/proposals/{no.pk}/back/", follow=True).content.decode()
    assert "Today, one gesture" in page and f'id="card-{no.pk}"' in page
    assert f'id="decided-{no.pk}"' not in page


def test_the_count_in_the_navigation_is_for_whoever_animates(community: Community) -> None:
    a_waiting("Nadia", community)
    place = f"/c/{community.address}/"
    assert 'id="nav-desk"' in browser(owner_of(community)).get(place).content.decode()
    for member in (a_joined("Mo", community, "moderator"), a_joined("Paul", community), None):
        assert "nav-desk" not in browser(member).get(place).content.decode()


def leaves(community: Community, proposal: Proposal) -> None:
    """It was there, and is not any more."""
    assert f"card-{proposal.pk}" not in shown(community)


def test_what_is_no_longer_true_or_wanted_leaves_the_desk(community: Community) -> None:
    one, two, three, four, five = (a_waiting(name, community) for name in ("Ana", "Bo", "Cy", "Di", "Ed"))
    assert all(f"card-{each.pk}" in shown(community) for each in (one, two, three, four, five))
    testing.a_post(topic=Topic.objects.get(pk=one.thing[6:]), by=two.subject)
    leaves(community, one)
    Topic.objects.filter(pk=two.thing[6:]).update(hidden_at=timezone.now())
    leaves(community, two)
    change_uses(by=three.subject, community=community, off=[Switch.Use.PROPOSED])
    leaves(community, three)
    communities.leave_community(by=four.subject, community=community)
    Proposal.objects.filter(pk=four.pk).update(gesture="welcome", thing="")
    leaves(community, four)
    helper = a_joined("Jo", community)
    mute_member(by=helper, toward=five.subject, name="Ed")
    Proposal.objects.filter(pk=five.pk).update(helper=helper)
    leaves(community, five)


def test_nobody_reads_what_is_proposed_about_themselves(community: Community) -> None:
    ariane = a_joined("Ariane", community, "animateur")
    proposal = a_proposal(topic=testing.a_topic(community=community, by=ariane))
    assert f"card-{proposal.pk}" in shown(community)
    assert f"card-{proposal.pk}" not in shown(community, browser(ariane))
    assert browser(ariane).get(f"/proposals/{proposal.pk}/").status_code == 404


def test_a_reason_goes_with_what_it_speaks_of(community: Community) -> None:
    proposal, other = (
        a_waiting("Nadia", community),
        testing.a_topic(community=community, by=owner_of(community), title="Slugs"),
    )
    reasons = [*proposal.reasons, {"fact": "near", "thing": f"topic:{other.pk}"}]
    Proposal.objects.filter(pk=proposal.pk).update(reasons=reasons)
    Topic.objects.filter(pk=other.pk).update(hidden_at=timezone.now())
    page = words(shown(community))
    assert "It has been waiting" in page and "Slugs" not in page


def test_before_the_first_night_one_asks_for_it(community: Community) -> None:
    Network.objects.update(prepared_on=None, prepared_at=None)
    a_joined("Paul", community)
    client = browser(owner_of(community))
    assert "Nothing is prepared yet" in shown(community, client)
    for _twice in range(2):
        client.post(f"/c/{community.address}/desk/prepare/")
    assert Job.objects.filter(task__endswith="prepare_desk").count() == 1
    page = shown(community, client)
    assert 'hx-trigger="every 2s"' in page and "are being looked for" in page
    assert "Look whether they are there" in page  # without scripts
    run_due_jobs()
    page = shown(community, client)
    assert "every 2s" not in page and "Paul has arrived" in words(page)


def test_days_without_gestures_teach(community: Community) -> None:
    assert "You are alone here" in shown(community)
    a_joined("Paul", community)
    assert "A quiet day" in shown(community)
    Network.objects.update(prepared_on=timezone.now().date() - timedelta(days=1))
    a_waiting("Nadia", community)
    page = shown(community)
    assert "These were found before today." in page and "Today, one gesture" in page


def test_what_happened_since_yesterday(community: Community) -> None:
    now = timezone.now()
    Membership.objects.update(joined_at=now - timedelta(days=40))
    old = testing.a_topic(community=community, by=owner_of(community))
    Topic.objects.update(opened_at=now - timedelta(days=40))
    Post.objects.update(written_at=now - timedelta(days=40))
    assert happened_since(community, now - timedelta(days=1)) == Happened()
    testing.a_post(topic=old, by=a_joined("Nadia", community))
    testing.a_topic(community=community, by=owner_of(community))
    happened = happened_since(community, now - timedelta(days=1))
    assert happened == Happened(arrived=1, opened=1, woken=1)
    with translation.override("fr"):
        assert happened.sentences()[0] == "Une personne est arrivée."
        assert Happened(woken=2).sentences() == ["2 conversations se sont réveillées."]


def test_private_talk_is_no_part_of_what_happened(community: Community) -> None:
    now, paul = timezone.now(), a_joined("Paul", community)
    said = {"title": "Between us", "body": "Hush.", "key": None}
    conversations.open_conversation(by=owner_of(community), community=community, people=[paul], **said)
    assert happened_since(community, now - timedelta(days=1)).opened == 0


PAGES = ("desk/", "desk/gestures/")


def test_it_is_for_whoever_animates_alone(community: Community) -> None:
    a_waiting("Nadia", community)
    for who, member in everybody_else(community).items():
        for page in PAGES:
            answer = browser(member).get(f"/c/{community.address}/{page}")
            assert answer.status_code == (302 if member is None else 403), who
            assert "Nadia" not in answer.content.decode()
        asked = browser(member).post(f"/c/{community.address}/desk/prepare/")
        assert (
            asked.status_code in {302, 403} and not Job.objects.filter(task__endswith="prepare_desk").exists()
        )


def test_it_is_kept_nowhere(community: Community) -> None:
    proposal, client = a_waiting("Nadia", community), browser(owner_of(community))
    for path in (*(f"/c/{community.address}/{page}" for page in PAGES), f"/proposals/{proposal.pk}/"):
        answer = client.get(path)
        assert "no-store" in answer["Cache-Control"] and PLACES not in answer
        assert "noindex" in answer.content.decode()


def test_the_nine_gestures_are_explained_with_what_was_found(community: Community) -> None:
    at = Network.objects.get(community=community).prepared_at
    shown_one = a_waiting("Nadia", community, created_at=at)
    a_proposal(
        topic=testing.a_topic(community=community, by=owner_of(community)),
        created_at=at,
        state=Proposal.State.KEPT,
    )
    page = words(browser(owner_of(community)).get(f"/c/{community.address}/desk/gestures/").content.decode())
    assert "Who has spoken into the void? 2 found, 1 shown" in page and shown_one.is_open
    assert "What is never proposed" in page and "none found" in page


def test_seven_cards_cost_few_queries(community: Community, django_assert_max_num_queries: Any) -> None:
    for number in range(7):
        a_waiting(f"Person {number}", community)
    client = browser(owner_of(community))
    shown(community, client)
    with django_assert_max_num_queries(QUERIES):
        assert "Today, seven gestures" in shown(community, client)
