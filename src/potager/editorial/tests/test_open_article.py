"""From a title to readers, through the pages."""

import pytest

from potager import testing
from potager.editorial.models import Article
from potager.journal.models import Activity

pytestmark = pytest.mark.django_db


def test_an_article_from_its_title_to_its_readers(client, django_user_model) -> None:
    editor = testing.a_member("Éline", language="en")
    community = testing.a_community(owner=editor)
    client.force_login(editor)
    answer = client.post(f"/c/{community.address}/articles/new/", {"title": "Peas", "language": "en"})
    article = Article.objects.get()
    assert answer["Location"] == f"/articles/{article.pk}/edit/"
    typed = {"title": "Peas", "standfirst": "Early.", "body": "Two *fingers*[^1].\n\n[^1]: Deep.", "base": 0}
    assert client.post(answer["Location"], typed).status_code == 302
    client.logout()
    assert client.get(f"/c/{community.address}/articles/peas/").status_code == 404
    client.force_login(editor)
    answer = client.post(f"/articles/{article.pk}/publish/")
    assert answer["Location"] == f"/c/{community.address}/articles/peas/"
    client.logout()
    page = client.get(answer["Location"]).content.decode()
    assert "<em>fingers</em>" in page and "Deep." in page
    kinds = Activity.objects.filter(kind__startswith="article.").values_list("kind", flat=True)
    assert list(kinds) == ["article.opened", "article.saved", "article.published"]
