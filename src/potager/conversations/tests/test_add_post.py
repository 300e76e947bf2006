"""Answering, saying it better, taking it back: what the page says, what the row is, what the journal tells."""

import pytest

from potager.communities.actions import leave_community
from potager.conversations import actions, rules
from potager.conversations.models import Post
from potager.conversations.tests.square import SCRIPT, Square, a_square, browser, told
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.lib.permission import NotAllowed
from potager.stories.tests.together import together
from potager.testing import a_post, a_topic

pytestmark = pytest.mark.django_db
TEXT = "Beer, in a *saucer*. <script>alert(1)</script>"


@pytest.fixture
def square() -> Square:
    return a_square()


def say(square: Square, who, *, headers=None, **more):
    sent = {"text": TEXT, "key": str(uuid7()), **more}
    return browser(who).post(f"{square.path}answer/", sent, headers=headers)


def a_said(square: Square, **more) -> Post:
    return a_post(topic=square.now(), by=square.member, **more)


def acts_on(post: Post) -> list[str]:
    found = Activity.objects.filter(target=f"post:{post.pk}").order_by("position")
    return list(found.values_list("kind", flat=True))


def test_without_scripts_the_page_comes_back_at_the_post(square: Square) -> None:
    answer = say(square, square.member)
    post = Post.objects.latest("written_at")
    assert answer["Location"] == post.get_absolute_url() == f"/topics/{square.topic.pk}/2/#post-{post.pk}"
    assert (post.number, post.author_id, post.signature, post.body) == (2, square.member.pk, "Ada", TEXT)
    page = square.read(None)
    assert "Beer, in a <em>saucer</em>. &lt;script&gt;" in page and "<script>alert" not in page
    topic = square.now()
    assert (topic.numbered, topic.shown, topic.last_at) == (2, 2, post.written_at)
    act = told("post.added")
    assert (act.actor, act.place, act.facts["number"]) == (square.member.pk, f"topic:{topic.pk}", 2)
    fragment = kind_of("post.added").fragment(act, "fr")
    assert f'id="post-{post.pk}"' in fragment and 'data-live-into="posts"' in fragment
    assert "saucer" in fragment and "mine" not in fragment


def test_with_scripts_only_the_post_and_an_empty_composer_come(square: Square) -> None:
    answer = say(square, square.member, headers=SCRIPT)
    page = answer.content.decode()
    assert answer.status_code == 201 and "data-part" in page and "<html" not in page
    assert page.count("saucer") == 1, "the composer is empty"
    refused = say(square, square.member, headers=SCRIPT, text="  ")
    assert refused.status_code == 409 and "<html" not in refused.content.decode()


def test_an_answer_names_what_it_answers(square: Square) -> None:
    first = Post.objects.get()
    page = browser(square.member).get(f"{square.path}?answers={first.pk}").content.decode()
    assert f'name="answers" value="{first.pk}"' in page
    say(square, square.member, answers=str(first.pk))
    assert Post.objects.latest("written_at").answers_id == first.pk
    assert f"/topics/{square.topic.pk}/1/#post-{first.pk}" in square.read(None)
    elsewhere = a_post(topic=a_topic())
    with pytest.raises(rules.OtherCommunity):
        a_said(square, answers=elsewhere)


def test_who_may_not_is_refused_with_their_words(square: Square) -> None:
    actions.change_rules(
        by=square.owner, community=square.community, wishes=actions.Wishes(passers_by="nobody"), key=uuid7()
    )
    leave_community(by=square.other, community=square.community)
    for who in (square.stranger, square.other):
        answer = say(square, who)
        page = answer.content.decode()
        assert answer.status_code == 403 and "Only members of" in page and "saucer" in page
    assert Post.objects.count() == 1


def test_a_key_is_one_post_and_another_text_is_another(square: Square) -> None:
    key = str(uuid7())
    for text in (TEXT, TEXT, "Another thought."):
        say(square, square.member, key=key, text=text)
    assert list(Post.objects.values_list("number", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize("text", ["", " \u200b\n", "x" * 20_001])
def test_a_refused_text_stays_in_the_composer(square: Square, text) -> None:
    answer = say(square, square.member, text=text)
    assert answer.status_code in {409, 413} and "data-focus" in answer.content.decode()
    assert text.strip()[:40] in answer.content.decode() and Post.objects.count() == 1


def test_a_closed_conversation_takes_nothing(square: Square) -> None:
    actions.close_topic(by=square.owner, topic=square.now())
    answer = say(square, square.member)
    assert (
        answer.status_code == 409
        and "is closed" in answer.content.decode()
        and "saucer" in answer.content.decode()
    )
    assert Post.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_numbers_follow_each_other_whoever_writes_at_once() -> None:
    square = a_square()
    people = [square.owner, square.member, square.other, square.moderator]
    together([lambda who=who: a_post(topic=square.now(), by=who, body="At once.") for who in people])
    assert list(Post.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert (square.now().numbered, square.now().shown) == (5, 5)


def edit(post: Post, who, **more):
    sent = {"text": "Coffee *grounds*.", "revision": post.revision, "key": str(uuid7()), **more}
    return browser(who).post(f"/posts/{post.pk}/edit/", sent)


def test_an_edit_keeps_how_it_stood_for_everyone(square: Square) -> None:
    post = a_said(square, body="Beer, in a saucer.")
    assert "Beer, in a saucer." in square.read(square.member, f"/posts/{post.pk}/edit/")
    assert edit(post, square.member)["Location"] == post.get_absolute_url()
    post.refresh_from_db()
    assert (post.body, post.revision) == ("Coffee *grounds*.", 1) and post.edited_at
    page = square.read(None)
    assert "Coffee <em>grounds</em>" in page and "saucer" not in page and f"/posts/{post.pk}/history/" in page
    history = square.read(None, f"/posts/{post.pk}/history/")
    assert "<del>" in history and "saucer" in history and "<ins>" in history and "grounds" in history
    assert told("post.edited").facts["number"] == 2
    assert "grounds" in kind_of("post.edited").fragment(told("post.edited"), "en")


def test_nobody_edits_the_words_of_another(square: Square) -> None:
    post = a_said(square)
    for who in (square.other, square.moderator, square.owner, square.stranger):
        assert edit(post, who).status_code == 403
        assert browser(who).get(f"/posts/{post.pk}/edit/").status_code == 403
    assert edit(post, None).status_code == 302
    post.refresh_from_db()
    assert post.revision == 0


def test_two_windows_do_not_overwrite_each_other(square: Square) -> None:
    post = a_said(square)
    edit(post, square.member)
    answer = edit(post, square.member, text="From the other window.")
    page = answer.content.decode()
    assert (
        answer.status_code == 409 and "From the other window." in page and 'name="revision" value="1"' in page
    )
    nothing = edit(Post.objects.get(pk=post.pk), square.member)
    assert nothing.status_code == 302 and acts_on(post).count("post.edited") == 1


def test_what_is_taken_back_is_read_by_nobody_and_comes_back_to_its_place(square: Square) -> None:
    post = a_said(square, body="First wording.")
    edit(post, square.member, text="A secret after all.")
    ada = browser(square.member)
    assert "Nobody reads it any more" in ada.get(f"/posts/{post.pk}/withdraw/").content.decode()
    ada.post(f"/posts/{post.pk}/withdraw/", {"key": str(uuid7())})
    for who in (None, square.moderator, square.owner):
        page = square.read(who)
        assert "secret" not in page and "has taken this message back" in page
        assert browser(who).get(f"/posts/{post.pk}/history/").status_code == 404
    assert "secret" not in kind_of("post.withdrawn").fragment(told("post.withdrawn"), "en")
    assert square.now().shown == 1
    assert ada.post(f"/posts/{post.pk}/withdraw/").status_code == 409
    ada.post(f"/posts/{post.pk}/restore/", {"key": str(uuid7())})
    assert "secret" in square.read(None) and square.now().shown == 2
    assert acts_on(post) == ["post.added", "post.edited", "post.withdrawn", "post.restored"]


def test_only_its_author_takes_it_back_even_after_leaving(square: Square) -> None:
    post = a_said(square)
    for act in (actions.withdraw_post, actions.restore_post):
        for who in (square.other, square.moderator, square.stranger):
            with pytest.raises(NotAllowed):
                act(by=who, post=post)
    leave_community(by=square.member, community=square.community)
    actions.withdraw_post(by=square.member, post=post)
    assert square.now().last_at == Post.objects.get(number=1).written_at
