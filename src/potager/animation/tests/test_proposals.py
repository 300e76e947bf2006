"""The page of a proposal: the context, the empty composer, and what comes of sending."""

from typing import Any

import pytest
from django.utils import timezone

from potager import testing
from potager.animation.models import Proposal
from potager.animation.tests.made import (
    a_garden,
    a_joined,
    a_proposal,
    a_waiting,
    browser,
    everybody_else,
    owner_of,
)
from potager.communities.models import Community
from potager.conversations.actions import open_conversation
from potager.conversations.models import Participant, Post, Topic
from potager.directory.models import Profile
from potager.journal.models import Activity
from potager.journal.read import all_readers, catch_up
from potager.members.actions import block_member
from potager.members.models import Member

pytestmark = pytest.mark.django_db
State = Proposal.State


@pytest.fixture
def community() -> Community:
    """Olive's."""
    return a_garden()


@pytest.fixture
def proposal(community: Community) -> Proposal:
    """To answer Nadia."""
    return a_waiting("Nadia", community)


def topic_of(proposal: Proposal) -> Topic:
    """What it is about."""
    return Topic.objects.get(pk=proposal.thing.partition(":")[2])


def page(proposal: Proposal, member: Member | None = None, **asked: str) -> str:
    """As Olive reads it."""
    answer = browser(member or owner_of(proposal.network.community)).get(f"/proposals/{proposal.pk}/", asked)
    assert answer.status_code == 200
    html: str = answer.content.decode()
    return html


def send(proposal: Proposal, member: Member | None = None, *, scripted: bool = False, **typed: str) -> Any:
    """Olive sends what she typed; the proposal is read anew."""
    headers = {"x-requested-with": "potager"} if scripted else {}
    client = browser(member or owner_of(proposal.network.community))
    answer = client.post(f"/proposals/{proposal.pk}/", typed, headers=headers)
    proposal.refresh_from_db()
    return answer


def reads_on() -> None:
    """The graph reads the journal to its end."""
    for reader in all_readers():
        if reader.name == "animation":
            catch_up(reader)


def test_the_context_stands_beside_an_empty_composer(proposal: Proposal) -> None:
    Profile.objects.update_or_create(
        member=proposal.subject, defaults={"about": "I grow leeks on a balcony."}
    )
    before = Activity.objects.count()
    html = page(proposal)
    assert "Nadia" in html and "It has been waiting for" in html and "Here since" in html
    assert "I grow leeks on a balcony." in html
    assert "Beans, and then?" in html  # what Nadia said
    assert 'name="text" rows="2" dir="auto" placeholder="Answer…"></textarea>' in html
    assert f'action="/proposals/{proposal.pk}/" data-composer data-elsewhere="/c/' in html
    assert Activity.objects.count() == before and Proposal.objects.get(pk=proposal.pk).is_open


def test_what_is_sent_is_said_there_and_done(proposal: Proposal) -> None:
    answer = send(proposal, text="Ashes, and patience.", place=f"answer:{proposal.thing}")
    assert answer.status_code == 302 and answer["Location"].endswith("/desk/")
    said = Post.objects.get(topic=topic_of(proposal), body="Ashes, and patience.")
    assert said.author == owner_of(proposal.network.community) == proposal.decided_by
    assert proposal.state == State.DONE
    assert list(Activity.objects.order_by("-position").values_list("kind", flat=True)[:2]) == [
        "proposal.done",
        "post.added",
    ]


def test_a_refusal_loses_nothing(proposal: Proposal) -> None:
    answer = send(proposal, text="x" * 20_001)
    assert answer.status_code == 413 and "x" * 20_001 in answer.content.decode()
    assert "Nadia" in answer.content.decode() and proposal.is_open
    part = send(proposal, scripted=True, text=" ")
    assert part.status_code == 409 and part.content.decode().lstrip().startswith("<form")
    assert f'action="/proposals/{proposal.pk}/"' in part.content.decode()
    answer = send(proposal, scripted=True, text="Ashes.")
    assert answer.status_code == 201 and "data-part" in answer.content.decode()
    assert proposal.state == State.DONE


def test_what_is_typed_arrives_though_the_proposal_was_decided_meanwhile(proposal: Proposal) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(state=State.DECLINED, no="wrong")
    assert send(proposal, text="Ashes.").status_code == 302
    assert Post.objects.filter(topic=topic_of(proposal), body="Ashes.").exists()
    assert proposal.state == State.DECLINED
    assert "<textarea" not in page(proposal)


def test_whoever_could_help_is_asked_in_private(proposal: Proposal) -> None:
    jo = a_joined("Jo", proposal.network.community)
    Proposal.objects.filter(pk=proposal.pk).update(helper=jo)
    html = page(proposal, place="0")
    assert "In private, to" in html and "Jo" in html and "?place=1" in html
    assert 'id="id_text"' in html and 'name="title"' in html
    before = Activity.objects.count()
    send(proposal, text="Would you?", title="", place=f"write:{jo.pk}")
    assert proposal.is_open and Activity.objects.count() == before
    answer = send(
        proposal, text="Would you?", title="Slugs", place=f"write:{jo.pk}", to=str(proposal.subject_id)
    )
    assert answer.status_code == 302 and proposal.state == State.DONE
    private = Topic.objects.get(is_private=True)
    people = set(Participant.objects.filter(topic=private).values_list("member", flat=True))
    assert people == {jo.pk, owner_of(proposal.network.community).pk}, "and nobody whom a form adds"
    told = Activity.objects.get(kind="proposal.done")
    assert str(private.pk) not in f"{told.facts} {told.target} {told.place}"


def test_a_private_refusal_keeps_the_words(proposal: Proposal) -> None:
    jo, olive = a_joined("Jo", proposal.network.community), owner_of(proposal.network.community)
    Proposal.objects.filter(pk=proposal.pk).update(gesture="welcome", thing="", reasons=[], subject=jo)
    html = page(proposal)
    assert "In private, to" in html
    block_member(by=jo, toward=olive, name="Olive")
    answer = send(proposal, text="A warm welcome.", title="Hello", place=f"write:{jo.pk}")
    assert answer.status_code == 422 and "A warm welcome." in answer.content.decode() and proposal.is_open
    assert not Topic.objects.filter(title="Hello").exists(), (
        "what was meant for one is not told to all instead"
    )


def test_in_private_one_writes_to_those_whom_it_concerns_alone(proposal: Proposal) -> None:
    paul, people = a_joined("Paul", proposal.network.community), str(proposal.subject_id)
    for key in (f"write:{paul.pk}", f"write:{people},{paul.pk}", "write:", "shout:", "open:story:none"):
        answer = send(proposal, text="Psst.", title="Hello", place=key)
        assert answer.status_code == 200 and proposal.is_open, key
    assert not Topic.objects.filter(title="Hello").exists()


def test_a_call_is_opened_from_there(community: Community) -> None:
    ana, bo = (a_joined(name, community) for name in ("Ana", "Bo"))
    talk = testing.a_topic(community=community, by=ana, title="Shared ovens")
    facts = [
        {"fact": "talk", "word": "ovens", "number": 2, "people": [f"member:{one.pk}" for one in (ana, bo)]}
    ]
    proposal = a_proposal(topic=talk, gesture="gather", subject=None, reasons=facts)
    html = page(proposal)
    assert "Shared ovens" in html and 'name="title"' in html
    answer = send(proposal, title="", text="On Sunday?")
    assert answer.status_code == 422 and "On Sunday?" in answer.content.decode() and proposal.is_open
    assert send(proposal, title="An oven on Sunday?", text="Who comes?").status_code == 302
    assert proposal.state == State.DONE and Topic.objects.filter(title="An oven on Sunday?").exists()


def test_what_they_share_is_shown_beside_two_people(community: Community) -> None:
    ana, bo = (a_joined(name, community) for name in ("Ana", "Bo"))
    for one in (ana, bo):
        one.talents.create(kind="interest", name="Compost", folded="compost")
    proposal = a_proposal(topic=testing.a_topic(community=community, by=owner_of(community)))
    row = {"gesture": "introduce", "thing": "", "reasons": [], "subject": ana, "other": bo}
    Proposal.objects.filter(pk=proposal.pk).update(**row)
    html = page(proposal)
    assert "What they share" in html and html.count("Compost") >= 3 and "Here since" in html


def test_what_does_not_hold_any_more_has_no_composer(proposal: Proposal) -> None:
    testing.a_post(topic=topic_of(proposal), by=a_joined("Paul", proposal.network.community))
    html = page(proposal)
    assert "does not hold any more" in html and "<textarea" not in html
    Topic.objects.update(hidden_at=timezone.now())
    client = browser(owner_of(proposal.network.community))
    assert client.get(f"/proposals/{proposal.pk}/").status_code == 404


def test_it_is_for_whoever_animates_alone(proposal: Proposal) -> None:
    others = {**everybody_else(proposal.network.community), "subject": proposal.subject}
    before = Post.objects.count()
    for who, member in others.items():
        client = browser(member)
        assert client.get(f"/proposals/{proposal.pk}/").status_code == 404, who
        assert client.post(f"/proposals/{proposal.pk}/", {"text": "Hello."}).status_code == 404, who
    assert Post.objects.count() == before


def test_an_answer_given_elsewhere_is_noticed(proposal: Proposal) -> None:
    reads_on()
    ariane = a_joined("Ariane", proposal.network.community, "animateur")
    testing.a_post(topic=topic_of(proposal), by=ariane)
    reads_on()
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == (State.DONE, ariane)
    assert Activity.objects.get(kind="proposal.done").actor == ariane.pk


def test_what_the_helper_did_is_noticed_and_tells_them_nothing(proposal: Proposal) -> None:
    jo = a_joined("Jo", proposal.network.community)
    Proposal.objects.filter(pk=proposal.pk).update(helper=jo)
    reads_on()
    testing.a_post(topic=topic_of(proposal), by=jo)
    reads_on()
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == (State.DONE, None)
    assert Activity.objects.get(kind="proposal.done").actor is None


def test_what_others_say_or_is_said_in_private_is_no_gesture(proposal: Proposal) -> None:
    community = proposal.network.community
    Proposal.objects.filter(pk=proposal.pk).update(gesture="welcome")
    reads_on()
    testing.a_post(topic=topic_of(proposal), by=a_joined("Paul", community))
    assert proposal.subject
    said = {"title": "Hello", "body": "Welcome!", "key": None}
    open_conversation(by=owner_of(community), community=community, people=[proposal.subject], **said)
    reads_on()
    proposal.refresh_from_db()
    assert proposal.is_open


def test_a_greeting_given_elsewhere_is_noticed(proposal: Proposal) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(gesture="welcome", thing="")
    reads_on()
    testing.a_post(topic=Topic.objects.get(author=proposal.subject), by=owner_of(proposal.network.community))
    reads_on()
    proposal.refresh_from_db()
    assert proposal.state == State.DONE
