"""One text in several languages; pages and their order."""

from typing import Any

import pytest

from potager import testing
from potager.editorial import actions
from potager.editorial.actions import tongues
from potager.editorial.models import Article
from potager.editorial.rules import AlreadyTranslated, ElsewhereKept
from potager.journal.models import Activity
from potager.lib.permission import NotAllowed
from potager.members.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Member:
    return testing.a_member("Éline", language="en")


@pytest.fixture
def article(editor: Member) -> Article:
    community = testing.a_community(owner=editor)
    mark = "![A row](picture:01a2012b-bbd6-7801-aba7-0d3337cad100)"
    return testing.an_article(community=community, by=editor, body=f"Two fingers deep.\n\n{mark}")


def test_a_translation_begins_with_the_words_and_readers_find_both(client: Any, editor, article) -> None:
    client.force_login(editor)
    answer = client.post(f"/articles/{article.pk}/languages/", {"language": "fr"})
    other = Article.objects.exclude(pk=article.pk).get()
    assert answer["Location"] == f"/articles/{other.pk}/edit/"
    assert (other.language, other.title, other.body) == ("fr", "Sowing peas", "Two fingers deep.")
    assert "hreflang" not in client.get(article.get_absolute_url()).content.decode(), "it is not out yet"
    text = actions.Text(title="Semer les pois", body="À deux doigts.")
    actions.save_article(by=editor, article=other, text=text, base=1)
    actions.publish_article(by=editor, article=other)
    client.logout()
    page = client.get(article.get_absolute_url()).content.decode()
    assert '<link rel="alternate" hreflang="fr"' in page and ">Français</a>" in page
    assert page.count(other.get_absolute_url()) == 2, "in the head, and below the text"
    assert ">English</a>" in client.get(other.get_absolute_url()).content.decode()
    with pytest.raises(AlreadyTranslated):
        tongues.translate_article(by=editor, article=article, language="fr")
    client.force_login(editor)
    assert client.post(f"/articles/{article.pk}/languages/", {"language": "fr"}).status_code == 422
    assert client.post(f"/articles/{other.pk}/languages/unlink/").status_code == 302
    assert "hreflang" not in client.get(article.get_absolute_url()).content.decode()
    kinds = Activity.objects.filter(kind__in=["article.translated", "article.unlinked"])
    assert list(kinds.values_list("kind", flat=True)) == ["article.translated", "article.unlinked"]


def test_articles_that_are_there_are_linked(client: Any, editor, article) -> None:
    community = article.community
    other = actions.open_article(by=editor, community=community, title="Semer", language="fr")
    client.force_login(editor)
    assert "Semer" in client.get(f"/articles/{article.pk}/languages/").content.decode()
    client.post(f"/articles/{article.pk}/languages/link/", {"other": str(other.pk)})
    article.refresh_from_db()
    other.refresh_from_db()
    assert article.translation == other.translation is not None
    third = actions.open_article(by=editor, community=community, title="Semer aussi", language="fr")
    with pytest.raises(AlreadyTranslated):
        tongues.link_article(by=editor, article=third, other=article)
    foreign = testing.an_article()
    with pytest.raises(NotAllowed):
        tongues.link_article(by=editor, article=article, other=foreign)
    elsewhere = testing.an_article(by=editor, community=testing.a_community(owner=editor))
    with pytest.raises(ElsewhereKept):
        tongues.link_article(by=editor, article=other, other=elsewhere)
    assert Activity.objects.filter(kind="article.linked").count() == 1


def test_others_translate_nothing(client: Any, article) -> None:
    stranger = testing.a_member("Stranger")
    client.force_login(stranger)
    assert client.post(f"/articles/{article.pk}/languages/", {"language": "fr"}).status_code == 403
    for act in ("link", "unlink"):
        assert client.post(f"/articles/{article.pk}/languages/{act}/").status_code == 403
    assert client.post(f"/articles/{article.pk}/move/", {"to": "1"}).status_code == 403
    with pytest.raises(NotAllowed):
        tongues.translate_article(by=stranger, article=article, language="fr")
    with pytest.raises(NotAllowed):
        tongues.unlink_article(by=stranger, article=article)
    with pytest.raises(NotAllowed):
        tongues.move_page(by=stranger, page=article, to=1)


def test_pages_stand_at_the_foot_of_the_front_page_in_their_order(client: Any, editor) -> None:
    community = testing.a_community(owner=editor)
    pages = []
    for title in ("About", "Charter"):
        page = actions.open_article(by=editor, community=community, title=title, kind="page", language="en")
        actions.save_article(by=editor, article=page, text=actions.Text(title=title, body="So."), base=0)
        pages.append(actions.publish_article(by=editor, article=page))
    client.force_login(editor)
    answer = client.post(f"/c/{community.address}/new-page/", {"title": "Press", "language": "en"})
    made = Article.objects.get(title="Press")
    assert answer["Location"] == f"/articles/{made.pk}/edit/" and made.kind == "page"
    assert client.post(f"/articles/{pages[1].pk}/move/", {"to": "1"}).status_code == 302
    client.logout()
    for path in (community.get_absolute_url(), f"/c/{community.address}/pages/"):
        shown = client.get(path).content.decode()
        assert shown.index(">Charter<") < shown.index(">About<")
    assert pages[0].get_absolute_url() == f"/c/{community.address}/pages/about/"
    assert client.get(pages[0].get_absolute_url()).status_code == 200
    assert ">About<" not in client.get(f"/c/{community.address}/articles/").content.decode()
    assert Activity.objects.get(kind="page.moved").target == f"article:{pages[1].pk}"
