"""Several authors: nobody is named without having agreed, everybody as they choose."""

from typing import Any

import pytest

from potager import testing
from potager.authorship import works
from potager.authorship.actions import choose_byline
from potager.authorship.models import Choice
from potager.authorship.queries import Byline
from potager.communities.actions import join_community
from potager.communities.models import Community
from potager.editorial.actions import authors, save_article
from potager.editorial.actions.articles import Text
from potager.editorial.models import Article, Author, Publication, Version
from potager.editorial.rules import NotInThisState, NotToBeAsked, SignsAlready
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.lib.permission import NotAllowed
from potager.members.actions import block_member, erase_member
from potager.members.leaving import Wishes
from potager.members.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Member:
    return testing.a_member("Éline", language="en")


@pytest.fixture
def community(editor: Member) -> Community:
    return testing.a_community(owner=editor)


@pytest.fixture
def article(editor: Member, community: Community) -> Article:
    return testing.an_article(community=community, by=editor)


@pytest.fixture
def ana(community: Community) -> Member:
    member = testing.a_member("Ana", language="en")
    join_community(by=member, community=community, accepts_charter=True)
    return member


def test_somebody_is_asked_agrees_and_is_named(client: Any, editor, article, ana) -> None:
    client.force_login(editor)
    page = f"/articles/{article.pk}/authors/"
    assert client.post(page, {"member": str(ana.pk)}).status_code == 302
    assert "has been asked" in client.get(page).content.decode()
    asked = Activity.objects.get(kind="signature.asked")
    [notice] = kind_of(asked.kind).notices(asked)
    assert notice.member == ana.pk and f"/articles/{article.pk}/sign/" in notice.body
    client.force_login(ana)
    assert (
        "Ana"
        not in client.get(article.get_absolute_url())
        .content.decode()
        .partition("<main")[2]
        .partition("</article")[0]
    )
    shown = client.get(f"/articles/{article.pk}/sign/").content.decode()
    assert "Two fingers deep." in shown and 'value="Ana"' in shown
    assert client.post(f"/articles/{article.pk}/sign/", {"name": "Ana B."}).status_code == 302
    client.logout()
    read = client.get(article.get_absolute_url()).content.decode()
    assert "Ana B." in read and "Éline" in read
    given = Activity.objects.get(kind="signature.given")
    assert given.facts == {"member": str(ana.pk), "is_out": True}
    assert f"article:{article.pk}" in kind_of(given.kind).freshens(given)
    [told] = kind_of(given.kind).notices(given)
    assert told.member == editor.pk
    place = Author.objects.get(member=ana)
    theirs = client.get(f"/c/{article.community.address}/articles/by/{place.pk}/").content.decode()
    assert "Ana B." in theirs and article.title in theirs


def test_whoever_declines_is_never_named(client: Any, editor, article, ana) -> None:
    authors.ask_signature(by=editor, article=article, member=ana)
    client.force_login(ana)
    assert client.post(f"/articles/{article.pk}/sign/decline/").status_code == 302
    assert client.get(f"/articles/{article.pk}/sign/").status_code == 404
    client.logout()
    assert ">Ana<" not in client.get(article.get_absolute_url()).content.decode()
    assert Activity.objects.filter(kind="signature.declined").exists()
    with pytest.raises(NotInThisState):
        authors.give_signature(by=ana, article=article, name="Ana")
    with pytest.raises(SignsAlready):
        authors.ask_signature(by=editor, article=article, member=ana)


def test_names_are_those_that_people_chose(client: Any, editor, article, community, ana) -> None:
    other = testing.an_article(community=community, by=editor, title="Under another name")
    for one in (article, other):
        authors.ask_signature(by=editor, article=one, member=ana)
        authors.give_signature(by=ana, article=one, name="Ana")
    work = works.find(f"article:{other.pk}", ana)
    assert work and work.signed == "Ana"
    choose_byline(by=ana, work=work, naming=Choice.Naming.ANOTHER, wanted=Byline("Lune"))
    assert "Lune" in client.get(other.get_absolute_url()).content.decode()
    place = Author.objects.get(member=ana, article=article)
    theirs = client.get(f"/c/{community.address}/articles/by/{place.pk}/").content.decode()
    assert article.title in theirs and other.title not in theirs, "nothing joins the two names"
    choose_byline(by=ana, work=work, naming=Choice.Naming.ANONYMOUS)
    assert "Lune" not in client.get(other.get_absolute_url()).content.decode()
    place = Author.objects.get(member=ana, article=other)
    assert client.get(f"/c/{community.address}/articles/by/{place.pk}/").status_code == 404


def test_names_are_moved_and_taken_off(client: Any, editor, article, ana) -> None:
    authors.ask_signature(by=editor, article=article, member=ana)
    place = authors.give_signature(by=ana, article=article, name="Ana")
    client.force_login(editor)
    client.post(f"/signatures/{place.pk}/move/")
    client.logout()
    read = client.get(article.get_absolute_url()).content.decode()
    assert read.index(">Ana<") < read.index(">Éline<")
    client.force_login(ana)
    assert client.get(f"/articles/{article.pk}/edit/").status_code == 200
    client.post(f"/signatures/{place.pk}/end/")
    assert not Author.objects.filter(member=ana).exists()
    kinds = Activity.objects.filter(kind__startswith="signature.").values_list("kind", flat=True)
    assert list(kinds) == [f"signature.{verb}" for verb in ("asked", "given", "moved", "ended")]


def test_others_sign_nothing(client: Any, editor, article, community, ana) -> None:
    stranger = testing.a_member("Stranger")
    with pytest.raises(NotToBeAsked):
        authors.ask_signature(by=editor, article=article, member=stranger)
    with pytest.raises(NotAllowed):
        authors.ask_signature(by=ana, article=article, member=stranger)
    with pytest.raises(NotInThisState):
        authors.give_signature(by=stranger, article=article, name="Me")
    with pytest.raises(NotInThisState):
        authors.decline_signature(by=stranger, article=article)
    place = Author.objects.get(member=editor)
    for one in (stranger, ana):
        for act in (authors.end_signature, authors.move_signature):
            with pytest.raises(NotAllowed):
                act(by=one, place=place)
        client.force_login(one)
        assert client.get(f"/articles/{article.pk}/sign/").status_code == 404
        assert client.post(f"/signatures/{place.pk}/end/").status_code in {403, 404}
    block_member(by=ana, toward=editor, name="Éline")
    with pytest.raises(NotToBeAsked):
        authors.ask_signature(by=editor, article=article, member=ana)


def test_whoever_leaves_decides(client: Any, editor, article, community, ana) -> None:
    authors.ask_signature(by=editor, article=article, member=ana)
    authors.give_signature(by=ana, article=article, name="Ana")
    save_article(by=ana, article=article, text=Text(title="Peas", body="Of both."), base=1)
    mine = testing.an_article(community=community, by=editor, title="Alone")
    Author.objects.filter(article=mine).update(member=ana)
    erase_member(by=ana, wishes=Wishes(rest="withdraw"))
    assert not Author.objects.filter(member=ana).exists()
    read = client.get(article.get_absolute_url()).content.decode()
    assert "Two fingers deep." in read and ">Ana<" not in read
    assert client.get(mine.get_absolute_url()).status_code == 404
    assert not Publication.objects.filter(article=mine).exists()
    assert set(Version.objects.filter(article=mine).values_list("body", flat=True)) == {""}
    assert Activity.objects.filter(kind="article.unsigned").count() == 2
