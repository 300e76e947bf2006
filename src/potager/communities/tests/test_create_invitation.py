"""Invitations: made, followed, printed, used up, expired, taken back."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from potager.communities.invitations import token_of
from potager.communities.models import Invitation, Membership
from potager.communities.tests.conftest import Garden, browser, code_in, told
from potager.journal.models import Activity
from potager.members.models import Member

Grow = Callable[..., Garden]


def link(place: Garden, **terms: str) -> str:
    """Make a link through the page and read it there."""
    place["animateur"].post(place.url + "invitations/", {"lasts": "7", **terms})
    page = place["animateur"].get(place.url + "invitations/").content.decode()
    return urlsplit(re.findall(r'data-copy="([^"]+)"', page)[0]).path


def test_an_animateur_makes_a_link(garden: Grow) -> None:
    place = garden(joining="invitation")
    path = link(place, most_uses="3")
    invitation = Invitation.objects.get()
    token = path.split("/")[2]
    assert len(token) >= 27  # 160 bits in six-bit signs
    assert token not in repr(Invitation.objects.values().get())
    assert (invitation.most_uses, invitation.by) == (3, place.people["animateur"])
    assert timedelta(days=6) < invitation.expires_at - timezone.now() < timedelta(days=8)
    row = told("invitation.created")
    assert (row.target, row.place) == (f"invitation:{invitation.pk}", f"community:{place.community.pk}")
    assert token not in str(row.facts)


@pytest.mark.parametrize("who", ["member", "former", "removed", "asking", "stranger"])
def test_others_make_and_see_none(garden: Grow, who: str) -> None:
    place = garden()
    link(place)
    assert place[who].get(place.url + "invitations/").status_code == 403
    assert place[who].post(place.url + "invitations/", {"lasts": "7"}).status_code == 403
    revoke = f"{place.url}invitations/{Invitation.objects.get().pk}/revoke/"
    assert place[who].post(revoke).status_code == 403
    assert place["nobody"].post(revoke).headers["Location"].startswith("/sign-in/")
    assert Invitation.objects.get().revoked_at is None


@pytest.mark.parametrize(
    "bad", [{"lasts": "8"}, {"lasts": "7", "most_uses": "0"}, {"lasts": "7", "most_uses": "many"}]
)
def test_nonsense_is_refused(garden: Grow, bad: dict[str, str]) -> None:
    place = garden()
    assert place["owner"].post(place.url + "invitations/", bad).status_code == 422
    assert not Invitation.objects.exists()


def test_a_stranger_with_the_link_enters_a_private_community(garden: Grow) -> None:
    place = garden(visibility="private", joining="invitation")
    path, guest = link(place), browser()
    door = guest.get(path).content.decode()
    assert "The garden" in door
    assert "Be kind." in door
    typed = {"name": "Zoé", "email": "zoe@example.org", "accepts_charter": "on"}
    assert 'name="code_sent"' in guest.post(path, typed).content.decode()
    typed |= {"code_sent": "1", "code": code_in("zoe@example.org")}
    page = guest.post(path, typed, follow=True)
    assert page.redirect_chain[-1][0] == place.url
    zoe = Member.objects.get(email="zoe@example.org")
    assert Membership.objects.get(member=zoe).is_active
    assert told("membership.joined").facts == {"invitation": str(Invitation.objects.get().pk)}
    assert Invitation.objects.get().uses == 1
    assert guest.get(path).headers["Location"] == place.url  # in already: no second use


def test_a_link_lets_in_at_once_where_one_asks(garden: Grow) -> None:
    place = garden(joining="request")
    path = link(place)
    for who in ("stranger", "asking"):
        place[who].post(path, {"accepts_charter": "on"})
        assert place.membership(who).is_active


def test_who_was_removed_asks_even_with_a_link(garden: Grow) -> None:
    place = garden(visibility="private", joining="invitation")
    page = place["removed"].post(link(place), {"accepts_charter": "on"}, follow=True)
    assert place.membership("removed").state == "requested"
    assert page.redirect_chain[-1][0] == "/"
    assert "Your request is on its way" in page.content.decode()


def test_a_closed_link_tells_nothing(garden: Grow) -> None:
    place = garden(visibility="private", joining="invitation")
    path = link(place, most_uses="1")
    place["former"].post(path, {"accepts_charter": "on"})
    used_up = place["stranger"].get(path)
    Invitation.objects.update(uses=0, expires_at=timezone.now())
    expired = place["stranger"].get(path)
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert place["stranger"].get(path).status_code == 200
    place["owner"].post(f"{place.url}invitations/{Invitation.objects.get().pk}/revoke/")
    revoked = place["stranger"].get(path)
    unknown = place["stranger"].get(f"/i/{'x' * 43}/")
    pages = {
        page.content.decode().replace(path, "…").replace(f"/i/{'x' * 43}/", "…")
        for page in (used_up, expired, revoked, unknown)
    }
    assert len(pages) == 1
    assert {page.status_code for page in (used_up, expired, revoked, unknown)} == {404}
    assert "The garden" not in pages.pop()
    assert place["stranger"].post(path, {"accepts_charter": "on"}).status_code == 404
    assert place["stranger"].get(path + "poster/").status_code == 404


def test_a_link_is_taken_back_once(garden: Grow) -> None:
    place = garden()
    path = link(place)
    revoke = f"{place.url}invitations/{Invitation.objects.get().pk}/revoke/"
    page = place["owner"].post(revoke, follow=True)
    assert "opens nothing from now on" in page.content.decode()
    assert path not in page.content.decode()
    assert "was taken back before" in place["animateur"].post(revoke, follow=True).content.decode()
    assert told("invitation.revoked").actor == place.people["owner"].pk


def test_the_poster_holds_a_code_and_no_style(garden: Grow) -> None:
    place = garden(visibility="private")
    page = place["nobody"].get(link(place) + "poster/").content.decode()
    figure = page[page.index('<figure class="qr">') : page.index("</figure>")]
    assert "<svg" in figure
    assert "<path" in figure
    assert "style" not in figure


def test_links_differ_and_depend_on_the_key(garden: Grow, settings: object) -> None:
    place = garden()
    assert link(place) != link(place)
    before = token_of(Invitation.objects.all()[0].pk)
    settings.SECRET_KEY = "another key"  # type: ignore[attr-defined]
    assert token_of(Invitation.objects.all()[0].pk) != before
    client = browser(place.people["owner"])
    assert "cannot be shown any more" in client.get(place.url + "invitations/").content.decode()


def test_a_link_of_one_community_opens_no_other(garden: Grow) -> None:
    from potager.communities import actions
    from potager.communities.refusals import InvitationClosed
    from potager.testing import a_community

    place = garden()
    other = a_community(address="beans", joining="invitation")
    link(place)
    with pytest.raises(InvitationClosed):
        actions.join_community(
            by=place.people["stranger"],
            community=other,
            accepts_charter=True,
            invitation=Invitation.objects.get(),
        )
    assert not Activity.objects.filter(kind="membership.joined").exists()
