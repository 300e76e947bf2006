"""Feed: a link that was shared in one conversation, and the other one that it touches."""

from datetime import timedelta

import pytest
from django.utils import timezone

from potager.animation.gestures.feed import FEED
from potager.animation.telling import NotTold
from potager.animation.tests.talking import found_by, in_words, kept_as, moved, people, said
from potager.communities.actions import leave_community
from potager.conversations.actions import close_topic, edit_post, hide_post, withdraw_post
from potager.conversations.models import LinkPreview, Post
from potager.members.actions import block_member
from potager.stories.models import Story
from potager.testing import a_community, a_member, a_story, a_topic

pytestmark = pytest.mark.django_db
ADDRESS = "https://www.example.com/compost?hot=1"


@pytest.fixture
def garden():
    """Léontine, Jo and Ada talk about compost in one conversation; Sam shares a link in another."""
    olive = a_member("Olive")
    community = a_community(owner=olive)
    leontine, jo, ada, sam = people(community, "Léontine", "Jo", "Ada", "Sam")
    heap = a_topic(
        community=community, by=leontine, title="The heap", body="My compost stays cold, the compost."
    )
    moved(heap.posts.get(), 12)
    said(heap, jo, "Turn the compost, and add manure to the compost.", days=10)
    said(heap, ada, "A compost wants air; the compost sleeps in winter.", days=8)
    links = a_topic(
        community=community, by=olive, title="Seen elsewhere", body="What did you find this week?"
    )
    moved(links.posts.get(), 9)
    for number, words in enumerate(("The pond attracts newts.", "The hive swarmed in the orchard.")):
        said(links, olive, words, days=8 - number)
    shared = said(links, sam, f"On hot compost: {ADDRESS}", days=2)
    return community, olive, sam, heap, shared, (leontine, jo, ada)


def test_a_link_is_brought_to_whoever_talks_about_it(garden):
    community, olive, sam, heap, shared, (_leontine, _jo, _ada) = garden
    (found,) = found_by(FEED, community)
    assert (found.subject, found.thing, found.found) == (sam.pk, f"topic:{heap.pk}", f"post:{shared.pk}")
    assert all(0 <= value <= 1 for value in found.signs.values()) and set(found.signs) == set(FEED.weights)
    proposal = kept_as(found, FEED, community)
    head, where, why, _nobody = in_words(FEED, proposal, olive)
    assert "Sam" in head and "example.com" in head and "The heap" in head
    assert "Seen elsewhere" in where
    assert "compost" in why and "1 other" in why
    assert FEED.holds(proposal)
    (place,) = FEED.places(proposal, olive)
    assert (place.sort, place.thing) == ("answer", f"topic:{heap.pk}")


def test_a_hostile_title_is_plain_text_beside_its_host(garden):
    community, olive, _sam, _heap, shared, _people = garden
    LinkPreview.objects.filter(links__post=shared).update(
        title="<script>alert(1)</script>\u202egpj.moc\nCompost"
    )
    (found,) = found_by(FEED, community)
    head = in_words(FEED, kept_as(found, FEED, community), olive)[0]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;gpj.moc Compost" in head
    assert "(<bdi>example.com</bdi>)" in head and "\u202e" not in head


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "http://127.0.0.1/compost", "http://u:p@example.com/"]
)
def test_only_addresses_out_in_the_world(garden, address):
    community, _olive, sam, _heap, shared, _people = garden
    edit_post(by=sam, post=shared, body=f"[hot compost]({address})")
    assert found_by(FEED, community) == []


def test_nothing_of_what_is_withdrawn_hidden_quoted_or_private(garden):
    community, olive, sam, _heap, shared, _people = garden
    (found,) = found_by(FEED, community)
    proposal = kept_as(found, FEED, community)
    Post.objects.filter(pk=shared.pk).update(html=f"<blockquote>{shared.html}</blockquote>")
    assert found_by(FEED, community) == [] and not FEED.holds(proposal)
    Post.objects.filter(pk=shared.pk).update(html=shared.html)
    hide_post(by=olive, post=shared)
    assert found_by(FEED, community) == [] and not FEED.holds(proposal)
    with pytest.raises(NotTold):
        in_words(FEED, proposal, olive)
    Post.objects.filter(pk=shared.pk).update(state="shown")
    assert FEED.holds(proposal)
    withdraw_post(by=sam, post=shared)
    assert found_by(FEED, community) == [] and not FEED.holds(proposal)


def test_not_where_it_was_shared_already_nor_where_nobody_answers_any_more(garden):
    community, olive, _sam, heap, _shared, (_leontine, jo, _ada) = garden
    (found,) = found_by(FEED, community)
    proposal = kept_as(found, FEED, community)
    said(heap, jo, f"Look: {ADDRESS}#top", days=1)
    assert found_by(FEED, community) == [] and not FEED.holds(proposal)
    heap.posts.filter(number=4).update(state="withdrawn")
    assert FEED.holds(proposal)
    close_topic(by=olive, topic=heap)
    assert found_by(FEED, community) == [] and not FEED.holds(proposal)


def test_nobody_is_named_who_is_kept_at_a_distance_or_wears_a_pen_name(garden):
    community, olive, sam, _heap, shared, (leontine, jo, ada) = garden
    block_member(by=jo, toward=sam, name="Sam")
    (found,) = found_by(FEED, community)
    why = in_words(FEED, kept_as(found, FEED, community), olive)[2]
    assert "Jo" not in why and "Ada" in why
    proposal = kept_as(found, FEED, community)
    leave_community(by=ada, community=community)
    assert "Ada" not in in_words(FEED, proposal, olive)[2]
    block_member(by=leontine, toward=sam, name="Sam")  # who opened the conversation
    assert found_by(FEED, community) == []
    Post.objects.filter(pk=shared.pk).update(signature="A hedgehog")
    assert found_by(FEED, community) == []


def test_what_came_of_it(garden):
    community, olive, _sam, heap, _shared, (_leontine, jo, _ada) = garden
    (found,) = found_by(FEED, community)
    now = timezone.now()
    proposal = kept_as(
        found, FEED, community, state="done", decided_by=olive, decided_at=now - timedelta(days=7.5)
    )
    assert FEED.came(proposal, now - timedelta(days=7)).is_good is None
    assert FEED.came(proposal, now).is_good is False
    said(heap, olive, f"Sam shared {ADDRESS}", days=5)
    assert FEED.came(proposal, now).is_good is False  # nobody else said anything
    said(heap, jo, "Thank you, I try it.", days=4)
    assert FEED.came(proposal, now).fact == "taken_up"
    assert FEED.came(proposal, now).about["number"] == 1
    heap.posts.filter(number=4).update(state="withdrawn")
    assert FEED.came(proposal, now).fact == "went_on"


def test_a_story_that_is_being_written_is_brought_to_whoever_talks_about_it(garden):
    community, olive, _sam, heap, shared, _people = garden
    Post.objects.filter(pk=shared.pk).update(state="withdrawn")
    story = a_story(
        community=community, host=olive, title="The compost", opening="The compost spoke. It was hot."
    )
    (found,) = found_by(FEED, community)
    assert (found.subject, found.thing, found.found) == (None, f"topic:{heap.pk}", f"story:{story.pk}")
    proposal = kept_as(found, FEED, community)
    head, begun, why, _nobody = in_words(FEED, proposal, olive)
    assert "The compost" in head and "The heap" in head and "being written" in begun and "1 other" in why
    assert FEED.holds(proposal)
    Story.objects.filter(pk=story.pk).update(title="A night")  # invention, whatever it speaks of
    assert found_by(FEED, community) == []
    Story.objects.filter(pk=story.pk).update(title="The compost")
    said(heap, olive, f"Come and write: http://testserver/stories/{story.pk}/", days=1)
    assert found_by(FEED, community) == [] and not FEED.holds(proposal)
    Post.objects.filter(topic=heap, number=4).update(state="withdrawn")
    Story.objects.filter(pk=story.pk).update(hidden_at=timezone.now())
    assert found_by(FEED, community) == [] and not FEED.holds(proposal)
    with pytest.raises(NotTold):
        in_words(FEED, proposal, olive)
