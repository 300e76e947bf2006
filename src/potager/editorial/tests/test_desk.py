"""Writing: drafts, two people at one text, versions compared and taken back."""

import pytest

from potager import testing
from potager.communities.models import Membership
from potager.editorial.actions import Text, keep_draft, save_article
from potager.editorial.models import Article, Draft, Version
from potager.journal.models import Activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return testing.a_member("Éline", language="en")


@pytest.fixture
def community(editor):
    return testing.a_community(owner=editor)


@pytest.fixture
def ada(community):
    ada = testing.a_member("Ada", language="en")
    Membership.objects.create(community=community, member=ada)
    return ada


@pytest.fixture
def article(community, ada):
    return testing.an_article(community=community, by=ada, is_published=False)


def typed(article, body, **more):
    return {"title": article.title, "standfirst": "", "body": body, "base": article.version, **more}


def told(article):
    acts = Activity.objects.filter(target=f"article:{article.pk}").order_by("position")
    return [kind.partition(".")[2] for kind in acts.values_list("kind", flat=True)]


def test_what_is_typed_is_found_again_and_can_be_thrown_away(client, article, ada) -> None:
    client.force_login(ada)
    at = f"/articles/{article.pk}/"
    assert client.post(f"{at}draft/", typed(article, "Half a sent", title="")).json() == {"kept": True}
    page = client.get(f"{at}edit/").content.decode()
    assert "Half a sent" in page and "This is your draft" in page
    assert Draft.objects.get().base == 1 and told(article) == ["opened", "saved"]
    client.post(f"{at}draft/drop/")
    assert "Half a sent" not in client.get(f"{at}edit/").content.decode()
    assert client.post(f"{at}draft/", {"body": "x", "base": "many"}).status_code == 422


def test_a_text_that_is_refused_is_all_there(client, article, ada) -> None:
    client.force_login(ada)
    answer = client.post(f"/articles/{article.pk}/edit/", typed(article, "Kept words", title=" "))
    assert answer.status_code == 422 and "Kept words" in answer.content.decode()


def test_two_people_at_one_text_are_told_so_and_lose_nothing(client, article, ada, editor) -> None:
    keep_draft(by=ada, article=article, text=Text("Peas", body="Ada writes"), base=1)
    client.force_login(editor)
    at = f"/articles/{article.pk}/"
    page = client.get(f"{at}edit/").content.decode()
    assert "<bdi>Ada</bdi> is writing here too." in page and "Ada writes" not in page
    save_article(by=ada, article=article, text=Text("Sowing peas", body="Ada was faster."), base=1)
    now = client.get(f"{at}now/", {"base": "1"}).content.decode()
    assert "<bdi>Ada</bdi> has kept a newer version" in now
    answer = client.post(f"{at}edit/", typed(article, "Éline was second."))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert (
        "Éline was second." in page
        and "Ada was faster." in page
        and '<input type="hidden" name="base" value="2">' in page
    )
    assert Draft.objects.get().body == "Éline was second."  # also if she closes the page now
    assert "See both texts" in client.get(f"{at}edit/").content.decode()
    assert "Ada was faster." in client.get(f"{at}draft/compare/").content.decode()
    beside = client.post(f"{at}beside/", typed(article, "Éline was second."))
    assert beside["Location"] == f"{at}versions/"
    kept = Version.objects.get(number=3)
    assert kept.is_aside and kept.body == "Éline was second." and kept.base == 1
    article.refresh_from_db()
    assert article.version == 2 and article.body == "Ada was faster." and not Draft.objects.exists()
    assert told(article)[-1] == "kept_beside"


def test_who_merges_by_hand_keeps_the_newest(client, article, ada, editor) -> None:
    save_article(by=ada, article=article, text=Text("Sowing peas", body="Ada was faster."), base=1)
    client.force_login(editor)
    answer = client.post(f"/articles/{article.pk}/edit/", typed(article, "Both of us.", base=2))
    assert answer.status_code == 302
    article.refresh_from_db()
    assert article.body == "Both of us." and article.version == 3


def test_versions_are_compared_and_taken_back(client, article, ada) -> None:
    save_article(by=ada, article=article, text=Text("Sowing peas", body="Three fingers deep."), base=1)
    client.force_login(ada)
    at = f"/articles/{article.pk}/versions/"
    assert "Version 2" in client.get(at).content.decode()
    page = client.get(f"{at}compare/", {"a": 1, "b": 2}).content.decode()
    assert "<del>" in page and "Three" in page and "Take version 1 back" in page
    assert "Two fingers deep." in client.get(f"{at}1/").content.decode()
    assert client.get(f"{at}9/").status_code == 404 and client.get(f"{at}99999999999/").status_code == 404
    client.post(f"{at}1/restore/")
    article.refresh_from_db()
    assert article.body == "Two fingers deep." and article.version == 3
    assert Version.objects.get(number=3).restores == 1 and told(article)[-1] == "restored"
    client.post(f"{at}1/restore/")
    assert Version.objects.count() == 3, "nothing changed"


def test_a_preview_is_what_readers_would_read_and_is_kept_nowhere(client, article, ada) -> None:
    client.force_login(ada)
    answer = client.post(
        f"/articles/{article.pk}/preview/", {"text": "# <b>Peas</b>\n\n<script>x</script> *two*"}
    )
    page = answer.content.decode()
    assert "<em>two</em>" in page and "<script>" not in page
    assert not Draft.objects.exists()


def test_who_does_not_write_it_finds_no_desk(client, article, community) -> None:
    other = testing.a_member("Nadir")
    Membership.objects.create(community=community, member=other)
    former = testing.a_member("Former")
    Membership.objects.create(community=community, member=former, state=Membership.State.LEFT)
    Article.objects.filter(pk=article.pk).update(opened_by=former)
    article.authors.update(member=former)
    elsewhere = testing.a_member("Animateur of another")
    testing.a_community(owner=elsewhere)
    paths = ("edit/", "versions/", "versions/1/", "versions/compare/", "now/", "settings/", "submit/")
    acts = (
        "edit/",
        "draft/",
        "draft/drop/",
        "preview/",
        "beside/",
        "versions/1/restore/",
        "submit/",
        "withdraw/",
    )
    for person in (other, former, elsewhere):
        client.force_login(person)
        for path in paths:
            assert client.get(f"/articles/{article.pk}/{path}").status_code == 404, (person, path)
        for path in acts:
            assert client.post(f"/articles/{article.pk}/{path}", typed(article, "Mine")).status_code == 404
        assert client.get(f"/c/{community.address}/articles/sowing-peas/").status_code == 404
    assert told(article) == ["opened", "saved"] and not Draft.objects.exists()


def test_lists_of_what_is_being_written(client, article, community, ada, editor) -> None:
    client.force_login(ada)
    base = f"/c/{community.address}/articles/"
    assert "Sowing peas" in client.get(f"{base}mine/").content.decode()
    assert client.get(f"{base}desk/").status_code == 403
    assert "Sowing peas" not in client.get(base).content.decode()
    client.force_login(editor)
    assert "You have not begun" in client.get(f"{base}mine/").content.decode()
    desk = client.get(f"{base}desk/").content.decode()
    assert "Sowing peas" in desk and "<bdi>Ada</bdi>" in desk and "Drafts" in desk
