"""Talking in private: who begins, who joins, who leaves; and every way by which somebody else might look in."""

import pytest

from potager.communities.actions import join_community, leave_community, remove_member
from potager.communities.models import Membership
from potager.conversations import actions, private, queries, rules
from potager.conversations.models import Participant, Post, Rules, Topic
from potager.conversations.tests.square import Square, a_square, browser, told
from potager.journal.channels import may_listen
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.journal.record import reference
from potager.journal.tellings import Heap, lines_for
from potager.lib.ids import uuid7
from potager.lib.keep import PLACES
from potager.lib.permission import NotAllowed
from potager.members.actions import block_member
from potager.members.export import parts_of
from potager.members.models import Member
from potager.search import readers as search
from potager.testing import a_member, a_post, a_topic

pytestmark = [pytest.mark.django_db]
WORDS = "The radish told me alone."


@pytest.fixture
def square(db: None) -> Square:
    return a_square()


def between(square: Square, *people: Member) -> Topic:
    """What Ada begins with these people (Bea alone, if none is named)."""
    return actions.open_conversation(
        by=square.member,
        community=square.community,
        people=people or [square.other],
        title="Between us",
        body=WORDS,
        key=uuid7(),
    )


def test_the_form_finds_people_and_loses_nothing(square: Square) -> None:
    client, path = browser(square.member), "/messages/new/"
    assert "Write to somebody" in square.read(square.member, "/messages/")
    typed = {"title": "Between us", "text": WORDS, "find": "be", "community": square.community.address}
    found = client.post(path, {**typed, "look": "1"}).content.decode()
    assert f'value="{square.other.pk}"' in found and f"{WORDS}</textarea>" in found and "Mona" not in found
    assert Topic.objects.filter(is_private=True).count() == 0
    nobody = client.post(path, typed)
    assert nobody.status_code == 422 and f"{WORDS}</textarea>" in nobody.content.decode()
    key = uuid7()
    for _ in range(2):
        sent = client.post(path, {**typed, "to": [str(square.other.pk)], "key": key})
        assert sent.status_code == 302
    topic = Topic.objects.get(is_private=True)
    assert sent["Location"] == topic.get_absolute_url()
    assert told("conversation.opened").facts == {"people": 2}
    for who in (square.member, square.other):
        assert WORDS in square.read(who, topic.get_absolute_url())
        assert "Between us" in square.read(who, "/messages/")
    assert browser().get("/messages/").status_code == 302


def test_nobody_else_finds_it_by_any_way(square: Square) -> None:
    topic = between(square)
    for row in Activity.objects.order_by("position"):
        search.handle(row)
    post, keeper = topic.posts.get(), a_member("Keeper", is_owner=True, language="en")
    outside = (None, square.stranger, square.moderator, square.owner, keeper)
    for who in outside:
        client, pk = browser(who), who.pk if who else None
        for path in ("", "1/", "days/", "settings/", "answer/", "polls/new/", "people/add/", "people/leave/"):
            status = client.get(f"/topics/{topic.pk}/{path}").status_code
            assert status == 404 or (who is None and status == 302), path
        for path in ("history/", "edit/", "answer/accept/", "accept/", "decline/", "withdraw/", "quote/"):
            status = client.get(f"/posts/{post.pk}/{path}").status_code
            assert status == 404 or (who is None and status == 302), path
        sent = client.post(f"/topics/{topic.pk}/answer/", {"text": "Me too."})
        assert sent.status_code in {302, 404} and topic.posts.count() == 1
        assert not may_listen(pk, f"topic:{topic.pk}") and not may_listen(pk, f"post:{post.pk}")
        assert not queries.visible_to(who).filter(pk=topic.pk).exists()
        assert not queries.posts_visible_to(who).filter(pk=post.pk).exists()
        front = square.community.get_absolute_url()
        for path in (front, f"{front}topics/", f"{front}topics/?show=unanswered", f"{front}held/", "/"):
            assert "Between us" not in square.read(who, path) and WORDS not in square.read(who, path)
        for path in ("/search/", f"{front}search/"):
            assert "told me alone" not in client.get(path, {"q": "radish"}).content.decode()
    assert "told me alone" in browser(square.other).get("/search/", {"q": "radish"}).content.decode()
    assert PLACES not in browser(square.member).get(topic.get_absolute_url())


def test_what_is_told_reaches_the_people_in_it_alone(square: Square) -> None:
    topic = between(square)
    rows = Activity.objects.filter(place=reference(topic))
    told_to = {notice.member for row in rows for notice in kind_of(row.kind).notices(row)}
    assert told_to == {square.other.pk}
    assert all(WORDS not in str(row.facts) for row in rows)
    assert not any(kind_of(row.kind).is_seen for row in rows)


def test_an_export_holds_ones_own_words_and_no_title_of_a_place_that_one_left(square: Square) -> None:
    topic = between(square)
    a_post(topic=topic, by=square.other, body="Peas, then.")
    mine, theirs = (
        "".join(str(part.content) for part in parts_of(who) if part.path.startswith("conversations/"))
        for who in (square.member, square.other)
    )
    assert WORDS in mine and "Peas" not in mine and "Bea" not in mine
    assert "Peas, then." in theirs and WORDS not in theirs and "Between us" in theirs
    actions.leave_conversation(by=square.other, topic=topic)
    assert not any("Between us" in str(part.content) for part in parts_of(square.other))


def test_whoever_left_or_was_sent_away_reads_nothing_any_more(square: Square) -> None:
    topic = between(square, square.other, square.moderator)
    path = topic.get_absolute_url()
    assert browser(square.moderator).post(f"{path}people/leave/").status_code == 302
    assert told("participant.left").target == told("participant.left").place  # streams ask again
    leave_community(by=square.other, community=square.community)
    for who in (square.moderator, square.other):
        assert browser(who).get(path).status_code == 404
        assert not may_listen(who.pk, reference(topic))
        assert "Between us" not in square.read(who, "/messages/")
        with pytest.raises(rules.OnlyMembersAnswer):
            a_post(topic=topic, by=who)
    page = square.read(square.member, path)
    assert "Mona" not in page and "Bea" not in page


def test_a_group_lets_somebody_in_who_reads_everything_and_two_people_nobody(square: Square) -> None:
    third = square.moderator
    pair, group = between(square), between(square, square.other, third)
    with pytest.raises(private.OnlyTwo):
        actions.add_participant(by=square.member, topic=pair, member=third)
    assert "people/add/" not in square.read(square.member, pair.get_absolute_url())
    path = f"{group.get_absolute_url()}people/add/"
    assert browser(square.owner).post(path, {"to": str(square.owner.pk)}).status_code == 404
    assert browser(square.other).post(path, {"to": str(square.owner.pk)}).status_code == 302
    assert WORDS in square.read(square.owner, group.get_absolute_url())
    act = told("participant.added")
    assert act.facts == {"member": str(square.owner.pk)}
    assert "Olive" in (kind_of("participant.added").fragment(act, "en") or "")
    with pytest.raises(private.InAlready):
        actions.add_participant(by=square.other, topic=group, member=square.owner)
    with pytest.raises(private.CannotWriteTo):
        actions.add_participant(by=square.other, topic=group, member=square.stranger)
    Participant.objects.bulk_create(
        Participant(topic=group, member=a_member(f"Guest {n}")) for n in range(private.MOST_PEOPLE - 4)
    )
    with pytest.raises(private.TooManyPeople):
        actions.add_participant(by=square.other, topic=group, member=a_member("One more"))


def _reads(square: Square, who: Member, topic: Topic, post: Post) -> set[str]:
    """The ways by which somebody reads the words of a post."""
    client, path, words = browser(who), topic.get_absolute_url(), post.body
    pages = [path, f"{path}{post.number}/", f"{path}?quote={post.pk}", f"/posts/{post.pk}/quote/"]
    pages += [f"/posts/{post.pk}/history/", f"/search/?q={words.split()[-1]}", f"/posts/{post.pk}/reactions/"]
    found = {page for page in pages if words in client.get(page).content.decode()}
    heap = Heap(
        kind="post.added", reason="private", thing=reference(topic), actors=(post.author_id,), count=1
    )
    told_ = lines_for(who.pk, [heap]).get(heap)
    return found | ({"notice"} if told_ and words in told_.extract else set())


def test_whoever_was_away_and_comes_back_reads_what_is_said_from_then_on(square: Square) -> None:
    by_leaving, by_removal = between(square, square.other, square.moderator), between(square)
    actions.leave_conversation(by=square.other, topic=by_leaving)
    membership = Membership.objects.get(member=square.other, community=square.community)
    remove_member(by=square.owner, membership=membership)
    away = [
        a_post(topic=one, by=square.member, body="While away, turnip") for one in (by_leaving, by_removal)
    ]
    Membership.objects.filter(pk=membership.pk).update(was_removed=False)
    join_community(by=square.other, community=square.community, accepts_charter=True)
    actions.add_participant(by=square.member, topic=by_leaving, member=square.other)
    for topic, missed in zip((by_leaving, by_removal), away, strict=True):
        since = a_post(topic=topic, by=square.member, body="Since then, parsnip")
        for row in Activity.objects.order_by("position"):
            search.handle(row)
        first = topic.posts.get(number=1)
        assert not _reads(square, square.other, topic, missed) | _reads(square, square.other, topic, first)
        path = topic.get_absolute_url()
        assert _reads(square, square.other, topic, since) >= {path, f"{path}3/", "notice"}
        assert "You were away" in square.read(square.other, path)
        assert not may_listen(square.other.pk, reference(topic)), "what all others hear is not for them"
        assert _reads(square, square.member, topic, since) and may_listen(square.member.pk, reference(topic))
        assert "You were away" not in square.read(square.member, path)
        assert list(queries.words_to_report(square.other, [first.pk, missed.pk, since.pk])) == [since]
    third = a_member("Third")
    join_community(by=third, community=square.community, accepts_charter=True)
    actions.add_participant(by=square.other, topic=by_leaving, member=third)
    assert WORDS in square.read(third, by_leaving.get_absolute_url()), "whoever is new reads everything"


def test_only_members_write_to_members_and_where_it_is_wanted(square: Square) -> None:
    with pytest.raises(private.CannotWriteTo):
        between(square, square.stranger)
    with pytest.raises(private.NobodyChosen):
        between(square, square.member)
    with pytest.raises(private.NotInPrivate):
        actions.open_conversation(
            by=square.stranger,
            community=square.community,
            people=[square.member],
            title="T",
            body="B",
            key=None,
        )
    topic = between(square)
    Rules.objects.create(community=square.community, has_private=False)
    for say in (lambda: between(square), lambda: a_post(topic=topic, by=square.other)):
        with pytest.raises(private.NotInPrivate):
            say()
    assert WORDS in square.read(square.other, topic.get_absolute_url())  # what was said stays


def test_a_block_ends_what_two_people_say(square: Square) -> None:
    topic, group = between(square), between(square, square.other, square.moderator)
    block_member(by=square.other, toward=square.member, name="Ada")
    for say in (lambda: between(square), lambda: a_post(topic=topic, by=square.member)):
        with pytest.raises(private.CannotWriteTo):
            say()
    with pytest.raises(private.CannotWriteTo):
        between(square, square.moderator, square.other)
    assert a_post(topic=group, by=square.member).is_shown


def test_a_report_shows_what_its_author_reads_and_nothing_else(square: Square) -> None:
    post = between(square).posts.get()
    talk = a_topic(community=square.community, by=square.owner).posts.get()
    assert set(queries.words_to_report(square.other, [post.pk, talk.pk])) == {post, talk}
    assert list(queries.words_to_report(square.moderator, [post.pk])) == []


def test_tags_and_rooms_tell_nothing_of_it(square: Square) -> None:
    topic = between(square)
    with pytest.raises(NotAllowed):
        actions.pin_topic(by=square.owner, topic=topic)
    actions.change_topic(by=square.member, topic=topic, title="Still between us", tags=["secretword"])
    assert not square.community.tags.exists()
