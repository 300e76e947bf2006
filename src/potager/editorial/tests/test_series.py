"""Parts that follow one another: placed, numbered, moved, read."""

import pytest

from potager import testing
from potager.communities.models import Community
from potager.editorial import actions
from potager.editorial.actions.shelves import Place, open_series, shelve_article
from potager.editorial.models import Article, Series, Tag
from potager.editorial.rules import ElsewhereKept, NumberTaken
from potager.journal.models import Activity
from potager.lib.permission import NotAllowed
from potager.members.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Member:
    return testing.a_member("Éline", language="en")


@pytest.fixture
def community(editor: Member) -> Community:
    return testing.a_community(owner=editor)


@pytest.fixture
def series(editor: Member, community: Community) -> Series:
    return open_series(by=editor, community=community, title="Peas for dummies", language="en")


def part(editor: Member, series: Series, title: str, **more) -> Article:
    article = testing.an_article(community=series.community, by=editor, title=title, **more)
    return shelve_article(by=editor, article=article, place=Place(series=series))


def test_a_series_from_its_title_to_its_readers(client, editor, community) -> None:
    client.force_login(editor)
    page = client.get(f"/c/{community.address}/series/").content.decode()
    assert "No series yet" in page
    answer = client.post(
        f"/c/{community.address}/series/new/",
        {"title": "Peas for dummies", "about": "Slowly.", "language": "en"},
    )
    assert answer["Location"] == f"/c/{community.address}/series/peas-for-dummies/"
    series = Series.objects.get()
    assert client.get(answer["Location"]).status_code == 200
    for title in ("Sow", "Water"):
        article = testing.an_article(community=community, by=editor, title=title)
        sent = {"series": str(series.pk), "number": "", "tags": "Semis, semis, Été"}
        assert client.post(f"/articles/{article.pk}/shelve/", sent).status_code == 302
    assert list(Article.objects.order_by("number").values_list("title", "number")) == [
        ("Sow", 1),
        ("Water", 2),
    ]
    assert sorted(Tag.objects.values_list("folded", flat=True)) == ["ete", "semis"]
    client.logout()
    page = client.get(answer["Location"]).content.decode()
    assert page.index("#1") < page.index("Sow") < page.index("#2") < page.index("Water")
    assert "Slowly." in page and "order of the parts" not in page
    kinds = Activity.objects.filter(kind__startswith="series.").values_list("kind", flat=True)
    assert list(kinds) == ["series.opened"]
    assert Activity.objects.filter(kind="article.shelved", facts={"is_out": True}).count() == 2


def test_readers_go_from_part_to_part(client, editor, series) -> None:
    articles = [part(editor, series, title) for title in ("Sow", "Water", "Pick")]
    actions.open_article(by=editor, community=series.community, title="Not out")
    page = client.get(articles[1].get_absolute_url()).content.decode()
    assert series.get_absolute_url() in page and "#2" in page
    assert articles[0].get_absolute_url() in page and articles[2].get_absolute_url() in page


def test_a_part_that_is_not_out_is_for_its_writers(client, editor, series) -> None:
    part(editor, series, "Out")
    part(editor, series, "Scheduled one", is_published=False)
    assert "Scheduled one" not in client.get(series.get_absolute_url()).content.decode()
    client.force_login(testing.a_member("Stranger"))
    assert "Scheduled one" not in client.get(series.get_absolute_url()).content.decode()
    client.force_login(editor)
    assert "Scheduled one" in client.get(series.get_absolute_url()).content.decode()


def test_no_two_parts_have_one_number(client, editor, series) -> None:
    part(editor, series, "One")
    two = part(editor, series, "Two")
    with pytest.raises(NumberTaken):
        shelve_article(by=editor, article=two, place=Place(series=series, number=1))
    client.force_login(editor)
    sent = {"series": str(series.pk), "number": "1", "tags": "kept"}
    answer = client.post(f"/articles/{two.pk}/shelve/", sent)
    assert answer.status_code == 422 and 'value="kept"' in answer.content.decode()
    sent["number"] = "6"
    assert client.post(f"/articles/{two.pk}/shelve/", sent).status_code == 302
    assert Article.objects.get(pk=two.pk).number == 6


def test_parts_are_moved_and_numbered_anew(client, editor, series) -> None:
    one, two, three = (part(editor, series, title) for title in ("One", "Two", "Three"))
    shelve_article(by=editor, article=three, place=Place(series=series, number=6))
    client.force_login(editor)
    order = [str(pk) for pk in (one.pk, two.pk, three.pk)]
    sent = {"part": order, "move": f"{three.pk}:up"}
    assert client.post(f"/series/{series.pk}/arrange/", sent).status_code == 302
    numbered = lambda: list(series.parts.order_by("number").values_list("title", "number"))  # noqa: E731
    assert numbered() == [("One", 1), ("Three", 2), ("Two", 6)]
    sent = {"part": [str(two.pk), str(three.pk)]}  # one that is not mentioned goes to the end
    answer = client.post(f"/series/{series.pk}/arrange/", sent, headers={"X-Requested-With": "potager"})
    assert answer.status_code == 204
    assert numbered() == [("Two", 1), ("Three", 2), ("One", 6)]
    client.post(f"/series/{series.pk}/arrange/", {"part": order, "renumber": "1"})
    assert numbered() == [("One", 1), ("Two", 2), ("Three", 3)]
    assert Activity.objects.filter(kind="series.arranged", facts={"count": 3}).count() == 3


def test_it_is_described_and_removed(client, editor, series) -> None:
    article = part(editor, series, "One")
    client.force_login(editor)
    sent = {"title": "Peas, anew", "about": "Quickly.", "language": "en"}
    answer = client.post(f"/series/{series.pk}/change/", sent)
    assert answer["Location"] == series.get_absolute_url(), "links go on arriving"
    assert "Peas, anew" in client.get(series.get_absolute_url()).content.decode()
    client.post(f"/series/{series.pk}/remove/")
    article.refresh_from_db()
    assert article.series is None and article.number is None and article.is_published
    assert client.get(series.get_absolute_url()).status_code == 404
    kinds = Activity.objects.filter(kind__startswith="series.").values_list("kind", flat=True)
    assert list(kinds) == ["series.opened", "series.changed", "series.removed"]


def test_others_change_nothing(client, editor, series) -> None:
    article = part(editor, series, "One")
    for stranger in (testing.a_member("Stranger"), None):
        client.logout()
        if stranger:
            client.force_login(stranger)
        for path in ("change", "arrange", "remove"):
            assert client.post(f"/series/{series.pk}/{path}/").status_code in {302, 403}
        assert client.post(f"/articles/{article.pk}/shelve/", {"tags": "mine"}).status_code in {302, 403}
    assert Series.objects.get().title == "Peas for dummies" and not Tag.objects.exists()
    other = testing.a_community()
    foreign = open_series(by=other.memberships.get().member, community=other, title="Elsewhere")
    with pytest.raises(ElsewhereKept):
        shelve_article(by=editor, article=article, place=Place(series=foreign))
    with pytest.raises(NotAllowed):
        open_series(by=testing.a_member("Stranger"), community=series.community, title="No")
