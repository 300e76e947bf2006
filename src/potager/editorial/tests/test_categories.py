"""Categories and tags: kept by editors, found by readers."""

import pytest

from potager import testing
from potager.editorial.actions import categories
from potager.editorial.actions.shelves import Place, shelve_article
from potager.editorial.models import Article, Category, Tag
from potager.editorial.rules import NoWord, TooManyTags
from potager.editorial.tagging import split, words_in
from potager.journal.models import Activity
from potager.lib.permission import NotAllowed

pytestmark = pytest.mark.django_db


def test_editors_keep_the_drawers(client) -> None:
    editor = testing.a_member("Éline", language="en")
    community = testing.a_community(owner=editor)
    page = f"/c/{community.address}/categories/"
    client.force_login(editor)
    for name in ("Soil", "Water", "Sun"):
        assert client.post(page, {"name": name}).status_code == 302
    soil, water, sun = Category.objects.order_by("rank")
    client.post(f"/categories/{sun.pk}/move/", {"to": "1"})
    client.post(f"/categories/{soil.pk}/rename/", {"name": "Earth"})
    article = testing.an_article(community=community, by=editor)
    client.post(f"/articles/{article.pk}/shelve/", {"category": str(water.pk), "tags": ""})
    assert list(Category.objects.values_list("name", flat=True)) == ["Sun", "Earth", "Water"]
    read = client.get(f"/c/{community.address}/articles/in/water/").content.decode()
    assert article.title in read and 'aria-current="page"' in read
    client.post(f"/categories/{water.pk}/remove/")
    assert client.get(f"/c/{community.address}/articles/in/water/").status_code == 404
    assert Article.objects.get().category is None
    kinds = Activity.objects.filter(kind__startswith="category.").values_list("kind", flat=True)
    assert list(kinds) == [f"category.{verb}" for verb in ("added",) * 3 + ("moved", "renamed", "removed")]


def test_tags_are_found_renamed_and_merged(client) -> None:
    editor = testing.a_member("Éline", language="en")
    community = testing.a_community(owner=editor)
    one = testing.an_article(community=community, by=editor, title="One")
    two = testing.an_article(community=community, by=editor, title="Two")
    shelve_article(by=editor, article=one, place=Place(tags=["Semis d’été"]))
    shelve_article(by=editor, article=two, place=Place(tags=["Sowing", "Été"]))
    assert "One" in client.get(f"/c/{community.address}/articles/tag/semis-d-ete/").content.decode()
    assert client.get(f"/c/{community.address}/articles/tag/nothing/").status_code == 404
    client.force_login(editor)
    wrong = Tag.objects.get(folded="semis-d-ete")
    client.post(f"/tags/{wrong.pk}/rename/", {"name": "sowing"})
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["Sowing", "Été"]
    page = client.get(f"/c/{community.address}/articles/tag/sowing/").content.decode()
    assert "One" in page and "Two" in page
    page = client.get(f"/c/{community.address}/articles/tags/all/").content.decode()
    assert "#Sowing" in page and "#Été" in page
    client.post(f"/tags/{Tag.objects.get(name='Été').pk}/rename/", {"name": "Summer"})
    assert Tag.objects.filter(folded="summer", articles=two).exists()
    with pytest.raises(NoWord):
        categories.rename_tag(by=editor, tag=Tag.objects.get(name="Summer"), name="!!")
    assert Activity.objects.filter(kind="tag.renamed").count() == 2


def test_words_that_are_typed() -> None:
    assert split(" #peas, , Soil ;été ") == ["peas", "Soil", "été"]
    assert words_in(["Peas", "peas!", "🫛", "a/b"]) == {"peas": "Peas", "a-b": "a/b"}
    with pytest.raises(TooManyTags):
        words_in([f"word {number}" for number in range(13)])


def test_others_keep_nothing() -> None:
    editor = testing.a_member("Éline")
    community = testing.a_community(owner=editor)
    category = categories.add_category(by=editor, community=community, name="Soil")
    tag = Tag.objects.create(community=community, name="peas", folded="peas")
    for other in (testing.a_member("Stranger"), testing.a_community().memberships.get().member):
        with pytest.raises(NotAllowed):
            categories.add_category(by=other, community=community, name="Mine")
        with pytest.raises(NotAllowed):
            categories.rename_category(by=other, category=category, name="Mine")
        with pytest.raises(NotAllowed):
            categories.move_category(by=other, category=category, to=1)
        with pytest.raises(NotAllowed):
            categories.remove_category(by=other, category=category)
        with pytest.raises(NotAllowed):
            categories.rename_tag(by=other, tag=tag, name="mine")
