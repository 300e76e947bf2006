"""The margin of an article: remarks, suggested changes, answers; for those who write it, and nobody else."""

import pytest
from django.test import Client

from potager import testing
from potager.communities.actions import join_community
from potager.editorial.actions import submit_article
from potager.editorial.models import Article, Remark
from potager.journal.models import Activity
from potager.notices import readers as notices
from potager.notices.models import Notice

pytestmark = pytest.mark.django_db
BODY = "Peas are sown in *March*.\n\nTwo fingers deep."


@pytest.fixture
def desk():
    """Ada's article, which waits for Éline, who edits."""
    editor = testing.a_member("Éline", language="en")
    community = testing.a_community(owner=editor)
    ada = testing.a_member("Ada", language="en")
    join_community(by=ada, community=community, accepts_charter=True)
    article = testing.an_article(community=community, by=ada, is_published=False, body=BODY)
    submit_article(by=ada, article=article)
    article.refresh_from_db()
    return article, browser(editor), browser(ada)


def browser(member=None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if member:
        client.force_login(member)
    return client


def test_make_remark_and_take_it_over(desk) -> None:
    article, editor, ada = desk
    url = f"/articles/{article.pk}/margin/"
    typed = {"quote": "Two fingers deep.", "suggestion": "Three fingers <b>deep</b>.", "words": "Clay?"}
    assert editor.post(url, typed).status_code == 302
    remark = Remark.objects.get()
    page = ada.get(url).content.decode()
    assert "Clay?" in page and "<ins>" in page and "&lt;b&gt;" in page
    notices.handle(Activity.objects.get(kind="remark.made"))
    assert Notice.objects.get().member == article.opened_by
    assert ada.post(f"/remarks/{remark.pk}/answer/", {"words": "Sand."}).status_code == 302
    assert ada.post(f"/remarks/{remark.pk}/take/").status_code == 302
    article.refresh_from_db()
    assert article.body == "Peas are sown in *March*.\n\nThree fingers <b>deep</b>." and article.version == 2
    assert ada.post(f"/remarks/{remark.pk}/decline/").status_code == 409
    assert ada.post(f"/remarks/{remark.pk}/reopen/").status_code == 302
    kinds = Activity.objects.filter(kind__startswith="remark.").order_by("position")
    assert [one.kind.partition(".")[2] for one in kinds] == ["made", "answered", "taken", "reopened"]


def test_a_passage_that_moved_on_is_not_overwritten(desk) -> None:
    article, editor, ada = desk
    url = f"/articles/{article.pk}/margin/"
    editor.post(url, {"quote": "Two fingers deep.", "suggestion": "Three."})
    typed = {"title": "Peas", "body": "Something else.", "base": 1}
    assert ada.post(f"/articles/{article.pk}/edit/", typed).status_code == 302
    remark = Remark.objects.get()
    answer = ada.post(f"/remarks/{remark.pk}/take/")
    assert answer.status_code == 409 and "changed since" in answer.content.decode()
    assert Article.objects.get().body == "Something else."
    assert "Of the whole, or of passages" in ada.get(url).content.decode()
    assert ada.post(f"/remarks/{remark.pk}/decline/").status_code == 302
    assert Activity.objects.filter(kind="remark.declined").count() == 1


def test_nothing_said_is_refused_and_nothing_is_lost(desk) -> None:
    article, editor, _ada = desk
    url = f"/articles/{article.pk}/margin/"
    answer = editor.post(url, {"quote": "Two fingers deep.", "suggestion": "Two fingers deep.", "words": " "})
    assert answer.status_code == 422 and not Remark.objects.exists()
    assert editor.post(url, {"words": "Nice, as a whole."}).status_code == 302
    remark = Remark.objects.get()
    assert editor.post(f"/remarks/{remark.pk}/take/").status_code == 422
    assert editor.post(f"/remarks/{remark.pk}/resolve/").status_code == 302
    assert Activity.objects.filter(kind="remark.resolved").count() == 1


def test_nobody_else_sees_the_margin(desk) -> None:
    article, editor, _ada = desk
    url = f"/articles/{article.pk}/margin/"
    editor.post(url, {"words": "Nice."})
    remark = Remark.objects.get()
    other, member = testing.a_member("Eve", language="en"), testing.a_member("Max", language="en")
    join_community(by=member, community=article.community, accepts_charter=True)
    testing.a_community(owner=other)
    for who in (browser(other), browser(member)):
        assert who.get(url).status_code == who.post(url, {"words": "X"}).status_code == 404
        for deed in ("answer", "take", "decline", "resolve", "reopen"):
            assert who.post(f"/remarks/{remark.pk}/{deed}/", {"words": "X"}).status_code == 404
    assert browser().get(url).status_code == 302
    assert Remark.objects.count() == 1 and not remark.answers.exists()
