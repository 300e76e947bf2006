"""Comments are conversations, under the article that they are about."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client, override_settings

from potager import testing
from potager.communities.actions import join_community
from potager.conversations.actions import accept_post
from potager.conversations.models import Post
from potager.editorial.models import Article
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.lib.keep import PLACES
from potager.members.models import Member
from potager.pagecache.untrue import places_touched

pytestmark = pytest.mark.django_db
JO = {"text": "Mine *froze*.", "name": "Jo", "email": "jo@example.org"}


def browser(member: Member | None = None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if member:
        client.force_login(member)
    return client


@pytest.fixture
def article(db: None) -> Article:
    editor = testing.a_member("Éline", language="en")
    return testing.an_article(community=testing.a_community(owner=editor), by=editor)


def page(article: Article, who: Member | None = None) -> str:
    return browser(who).get(article.get_absolute_url()).content.decode()


def comment(client: Client, article: Article, said: dict[str, Any] = JO) -> Any:
    """Somebody without an account, from the first press to the code."""
    path = f"/discuss/article/{article.pk}/"
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        asked = client.post(path, said).content.decode()
    assert "The six digits sent to" in asked and said["text"] in asked and not Post.objects.exists()
    found = re.search(r"\b(\d{3} ?\d{3})\b", mail.outbox[-1].body)
    assert found
    return client.post(path, {**said, "code": found[1]})


def test_a_passer_by_says_the_first_word_and_a_moderator_lets_it_in(article: Article) -> None:
    before, jo = page(article), browser()
    assert "the first word is yours" in before and "No account is needed" in before
    assert comment(jo, article)["Location"] == f"{article.get_absolute_url()}#comments"
    mine = jo.get(article.get_absolute_url()).content.decode()
    assert "Mine *froze*." in mine and "only you and the moderators read it" in mine
    assert page(article) == before  # what waits changes nothing for anybody else
    post = Post.objects.get()
    assert post.state == Post.State.HELD and post.topic.title == "Sowing peas"
    accept_post(by=article.opened_by, post=post)
    kept = browser().get(article.get_absolute_url())
    assert "<em>froze</em>" in kept.content.decode() and "1 comment<" in kept.content.decode()
    assert "jo@example.org" not in kept.content.decode()
    assert {f"article:{article.pk}", f"topic:{post.topic_id}"} <= set(kept[PLACES].split())
    told = Activity.objects.get(kind="post.accepted")
    assert set(places_touched(told) or ()) & set(kept[PLACES].split())


def test_who_signed_is_told_and_the_notice_names_the_article(article: Article) -> None:
    reader = testing.a_member("Inès")
    join_community(by=reader, community=article.community, accepts_charter=True)
    browser(reader).post(f"/discuss/article/{article.pk}/", {"text": "And in pots?"})
    told = Activity.objects.get(kind="post.added")
    [notice] = kind_of("post.added").notices(told)
    assert notice.member == article.opened_by_id
    assert notice.subject == "Inès wrote in “Sowing peas”"
    browser(reader).post(f"/topics/{told.place_id}/answer/", {"text": "So?", "next": "//elsewhere.example"})
    answer = {"text": "Pots too.", "next": f"{article.get_absolute_url()}#comments"}
    sent = browser(article.opened_by).post(f"/topics/{told.place_id}/answer/", answer)
    assert sent["Location"] == answer["next"] and "3 comments" in page(article)


def test_comments_that_are_closed_stay_and_nobody_adds_to_them(article: Article) -> None:
    owner = article.opened_by
    browser(owner).post(f"/discuss/article/{article.pk}/", {"text": "In time."})
    Article.objects.update(takes_comments=False)
    assert "In time." in page(article) and "Nothing more is said about it" in page(article, owner)
    assert 'name="text"' not in page(article, owner)
    topic = Post.objects.get().topic
    assert "Nothing more is said" in browser(owner).get(topic.get_absolute_url()).content.decode()
    for path in (f"/discuss/article/{article.pk}/", f"{topic.get_absolute_url()}answer/"):
        refused = browser(owner).post(path, {"text": "Too late."})
        assert refused.status_code == 409 and "Nothing more is said" in refused.content.decode()
        browser().post(path, {**JO, "text": "Too late."})
    assert not mail.outbox and Post.objects.count() == 1


def test_an_article_without_comments_shows_no_place_for_them(article: Article) -> None:
    Article.objects.update(takes_comments=False)
    assert 'id="comments"' not in page(article)
    Article.objects.update(takes_comments=True, kind=Article.Kind.PAGE)
    assert 'id="comments"' not in browser().get(Article.objects.get().get_absolute_url()).content.decode()


def test_strangers_neither_read_nor_write_where_they_may_not(article: Article) -> None:
    Article.objects.update(audience="members")
    browser(article.opened_by).post(f"/discuss/article/{article.pk}/", {"text": "Among us."})
    topic = Post.objects.get().topic
    for who in (None, testing.a_member("Neighbour")):
        assert browser(who).post(f"/discuss/article/{article.pk}/", JO).status_code == 404
        assert browser(who).get(topic.get_absolute_url()).status_code == 404
        assert browser(who).post(f"{topic.get_absolute_url()}answer/", JO).status_code == 404
    Article.objects.update(audience="everyone")
    assert "Among us." in page(article)
    Article.objects.update(hidden_at=topic.opened_at)
    assert browser().get(topic.get_absolute_url()).status_code == 404
