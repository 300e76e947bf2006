"""What the editor asks: how a text will look, and the words of somebody else."""

import re

import pytest

from potager.communities.models import Community
from potager.conversations.actions import withdraw_post
from potager.conversations.models import Mention, Post
from potager.conversations.quoting import quotation
from potager.conversations.tests.square import Square, a_square, browser
from potager.lib.budget import Budget
from potager.lib.ids import uuid7
from potager.testing import a_post


@pytest.fixture
def square(db: None) -> Square:
    return a_square()


def previewed(square: Square, text: str, who: object = None) -> tuple[int, str]:
    path = f"{square.community.get_absolute_url()}topics/preview/"
    answer = browser(who).post(path, {"text": text})  # type: ignore[arg-type]
    return answer.status_code, answer.content.decode()


def test_a_preview_is_what_the_message_will_be(square: Square) -> None:
    body = "**Bold**, _lean_, `code`\n\n> said\n\n- one\n- two <script>alert(1)</script>"
    status, html = previewed(square, body, square.member)
    a_post(topic=square.topic, by=square.member, body=body)
    shown = re.search(r'<div class="said"[^>]*>(.*?)</div>', html, re.S)
    assert status == 200 and shown and "<strong>Bold</strong>" in html and "<script>" not in html
    assert shown[1].strip() in square.read(None)


def test_whoever_reads_the_community_may_look_and_nobody_else(square: Square) -> None:
    assert previewed(square, "Hello")[0] == 200
    assert "nothing to look at" in previewed(square, "  ")[1]
    Community.objects.update(visibility="private")
    assert [previewed(square, "Hello", who)[0] for who in (None, square.stranger, square.member)] == [
        404,
        404,
        200,
    ]
    path = f"{square.community.get_absolute_url()}topics/preview/"
    assert browser(square.member).get(path).status_code == 405


def test_previews_cost_no_more_than_their_share(square: Square, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("potager.conversations.views.editing.PREVIEWING", Budget(most=1e-9, refill=1e-12))
    assert [previewed(square, "Hello")[0] for _ in range(2)] == [200, 429]


def test_a_quotation_says_whose_words_they_are_and_leads_back(square: Square) -> None:
    post = a_post(topic=square.topic, by=square.member, body="> older\n\nBeans,\n\n\n\nand `peas`")
    told = browser().get(f"/posts/{post.pk}/quote/")
    assert told["Content-Type"].startswith("text/plain")
    assert told.content.decode() == (
        f"> [Ada]({post.get_absolute_url()}) wrote:\n>\n> Beans,\n>\n> and `peas`\n\n"
    )
    answer = a_post(topic=square.topic, by=square.other, body=told.content.decode() + "Yes!")
    assert f'<blockquote>\n<p><a href="{post.get_absolute_url()}">Ada</a> wrote:</p>' in answer.html


def test_a_name_in_a_quotation_calls_nobody_again(square: Square) -> None:
    post = a_post(topic=square.topic, by=square.member, body="What do you think, @Bea?")
    answer = a_post(topic=square.topic, by=square.owner, body=quotation(post) + "I think so.")
    assert [one.member for one in Mention.objects.all()] == [square.other] and not answer.mentions.exists()


def test_without_scripts_a_link_puts_the_words_into_the_composer(square: Square) -> None:
    post = a_post(topic=square.topic, by=square.member, body="Beans")
    page = square.read(square.other, f"{square.path}{post.number}/?quote={post.pk}")
    assert f'name="answers" value="{post.pk}"' in page and "wrote:\n&gt;\n&gt; Beans" in page
    assert f"?quote={post.pk}#answer" in page
    assert "wrote:" not in square.read(square.other, f"{square.path}?quote={uuid7()}")
    assert "wrote:" not in square.read(square.other, f"{square.path}?quote=nonsense")


def test_what_may_not_be_read_is_not_quoted(square: Square) -> None:
    post = a_post(topic=square.topic, by=square.member, body="Beans")
    path = f"/posts/{post.pk}/quote/"
    withdraw_post(by=square.member, post=post)
    assert browser(square.other).get(path).status_code == 404
    other = a_post(topic=square.topic, by=square.member)
    Community.objects.update(visibility="private")
    for who in (None, square.stranger):
        assert browser(who).get(f"/posts/{other.pk}/quote/").status_code == 404


def test_hostile_names_and_long_texts_stay_in_their_quotation(square: Square) -> None:
    post = a_post(topic=square.topic, by=square.member, body="a\n" * 5000)
    post.signature = "](http://x.example) **@Bea** <b>"
    told = quotation(Post(pk=post.pk, topic=post.topic, number=2, signature=post.signature, body=post.body))
    assert told.startswith(r"> [\]\(http://x.example\) \*\*\@Bea\*\* \<b\>](/topics/")
    assert len(told) < 5000 and told.endswith("…\n\n")
    assert all(line.startswith(">") for line in told.strip().split("\n"))
