"""Asking for the letter, confirming, leaving: with mail scanners, machines and ill-wishers at the door."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from potager import testing
from potager.journal.models import Activity
from potager.members.actions import erase_member
from potager.members.export import parts_of
from potager.newsletters import actions, tokens
from potager.newsletters.actions.subscribing import normal
from potager.newsletters.models import Subscriber
from potager.newsletters.rules import BadLetterAddress
from potager.notices.actions.reaching import note_bounce
from potager.notices.models import Mail, Unreached

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/letters/\w+/[^\s]+/")


@pytest.fixture
def client():
    """A passer-by who reads English."""
    return Client(headers={"accept-language": "en"})


def ask(client, paper, email="rosa@example.org", **more):
    return client.post(f"{paper.home}ask/", {"email": email, **more})


def link_to(address="rosa@example.org"):
    found = LINK.search(Mail.objects.filter(to=address).latest("created_at").body)
    assert found
    return found[0]


def test_a_passer_by_asks_confirms_and_leaves(client, paper) -> None:
    assert "Your e-mail address" in client.get(paper.home).content.decode()
    answer = ask(client, paper, " Rosa@Example.ORG ")
    assert answer["Location"] == f"{paper.home}asked/"
    assert "Look into your mail" in client.get(answer["Location"]).content.decode()
    assert "Receive the letter?" in client.get(link_to()).content.decode()
    assert not Subscriber.objects.get().is_confirmed, "a mail scanner follows links"
    page = client.post(link_to()).content.decode()
    assert "Welcome among the readers" in page
    known = Subscriber.objects.get()
    assert (known.address, known.is_confirmed, known.language) == ("rosa@example.org", True, "en")
    leave = f"/letters/leave/{tokens.token_for(known.pk, tokens.LEAVE)}/"
    assert "No more letters?" in client.get(leave).content.decode()
    assert Subscriber.objects.exists()
    page = client.post(leave, {"List-Unsubscribe": "One-Click"}).content.decode()
    assert not Subscriber.objects.exists(), "erased, not marked"
    seal = re.search(r'name="undo" value="([^"]+)"', page)
    assert seal
    assert "All is as it was" in client.post(leave, {"undo": seal[1]}).content.decode()
    again = Subscriber.objects.get()
    assert (again.pk, again.address, again.confirmed_at) == (known.pk, known.address, known.confirmed_at)
    assert not Activity.objects.filter(kind__startswith="issue.").exists(), "who reads is told nowhere"


def test_the_answer_does_not_tell_who_is_known(client, paper) -> None:
    receives = {"community": paper.community, "address": "rosa@example.org"}
    Subscriber.objects.create(**receives, confirmed_at=timezone.now())
    known, unknown = ask(client, paper), ask(client, paper, "ida@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert "comes to this address already" in Mail.objects.get(to="rosa@example.org").body
    assert tokens.token_for(Subscriber.objects.get(address="rosa@example.org").pk, tokens.LEAVE) in link_to()


def test_what_a_machine_fills_in_goes_nowhere(client, paper) -> None:
    assert ask(client, paper, nickname="Bob")["Location"] == f"{paper.home}asked/"
    assert not Subscriber.objects.exists()
    assert not Mail.objects.exists()


def test_one_address_is_not_bombed_from_many_networks(client, paper) -> None:
    homes = [paper.community, *(testing.a_community(owner=paper.editor) for _one in range(5))]
    for number, home in enumerate(homes):
        told = {"community": home, "email": "victim@example.org", "language": "en"}
        actions.ask_for_letter(**told, address=f"198.51.{number}.7")
        actions.ask_for_letter(**told, address=f"203.0.{number}.7")
    assert Mail.objects.filter(to="victim@example.org").count() == 3
    assert ask(client, paper, "victim@example.org").status_code == 302, "and nobody is told"


def test_one_network_does_not_ask_for_everybody(client, paper) -> None:
    answers = [ask(client, paper, f"victim{number}@example.org").status_code for number in range(32)]
    assert answers == [302] * 30 + [422] * 2
    assert Mail.objects.count() == 30


@pytest.mark.parametrize(
    "typed",
    [
        "rosa", "", "a@b", '"a b"@example.org', '"x\\"@evil.example"@example.org', "a@b.example\r\nBcc: c@d.example",
        "a@example.org,b@example.org", "<a@example.org>", "a@[127.0.0.1]", "rosé@example.org", "a" * 250 + "@b.example",
    ],
)  # fmt: skip
def test_odd_addresses_are_refused_and_kept_in_the_form(client, paper, typed) -> None:
    answer = ask(client, paper, typed)
    assert answer.status_code == 422
    assert not Subscriber.objects.exists()
    assert not Mail.objects.exists()


def test_one_address_in_several_writings_is_one() -> None:
    assert (
        normal(" Rosa@Bücher.example ")
        == normal("rosa@XN--BCHER-KVA.example")
        == "rosa@xn--bcher-kva.example"
    )
    with pytest.raises(BadLetterAddress):
        normal("a@" + "ü" * 80 + ".example")


def test_a_link_serves_its_own_purpose_and_its_own_reader(client, paper) -> None:
    one, other = paper.readers(2)
    confirming = tokens.token_for(one.pk, tokens.CONFIRM)
    token, another = tokens.token_for(one.pk, tokens.LEAVE), tokens.token_for(other.pk, tokens.LEAVE)
    for forged in (confirming, token[:-2] + "xx", f"{other.pk.hex}{token[32:]}", one.pk.hex, "x"):
        assert client.post(f"/letters/leave/{forged}/").status_code == 404
    assert Subscriber.objects.count() == 2
    client.post(f"/letters/leave/{token}/")
    seal = tokens.seal_of(one)
    assert client.post(f"/letters/leave/{another}/", {"undo": seal}).status_code == 410, "another's seal"
    assert client.post(f"/letters/leave/{token}/", {"undo": f"{seal}x"}).status_code == 410
    assert list(Subscriber.objects.all()) == [other]


def test_an_address_that_nobody_confirms_is_forgotten(client, paper) -> None:
    ask(client, paper)
    link = link_to()
    actions.forget_old(timezone.now() + timedelta(days=6))
    assert Subscriber.objects.exists()
    actions.forget_old(timezone.now() + timedelta(days=8))
    assert not Subscriber.objects.exists()
    answer = client.post(link)
    assert (answer.status_code, "This link is too old" in answer.content.decode()) == (410, True)


def test_a_member_presses_one_button_and_may_leave(client, paper) -> None:
    member = testing.a_member("Ada", language="en")
    client.force_login(member)
    assert client.post(f"{paper.home}subscribe/").status_code == 302
    client.post(f"{paper.home}subscribe/")
    assert Subscriber.objects.get().reached_at == member.email
    page = client.get(paper.home).content.decode()
    assert "You receive the letter." in page
    [file] = [part for part in parts_of(member) if part.path == "letters-to-readers.json"]
    assert str(paper.community.pk) in file.content
    assert "The letter comes no more" in client.post(f"{paper.home}leave/").content.decode()
    assert not Subscriber.objects.exists()


def test_an_address_that_is_a_members_becomes_the_members(client, paper) -> None:
    member = testing.a_member("Ada")
    ask(client, paper, member.email)
    client.post(link_to(member.email))
    assert (Subscriber.objects.get().member, Subscriber.objects.get().address) == (member, "")
    erase_member(by=member)
    assert not Subscriber.objects.exists()


def test_where_only_members_read_nobody_else_asks(client, paper) -> None:
    home = testing.a_community(owner=paper.editor, visibility="members")
    assert client.post(f"/c/{home.address}/letter/ask/", {"email": "rosa@example.org"}).status_code == 403
    closed = testing.a_community(owner=paper.editor, visibility="private")
    assert client.post(f"/c/{closed.address}/letter/ask/", {"email": "rosa@example.org"}).status_code == 404
    client.force_login(testing.a_member("Ada"))
    assert client.post(f"/c/{home.address}/letter/subscribe/").status_code == 403
    assert not Subscriber.objects.exists()


def test_an_address_from_which_mail_comes_back_receives_no_more(paper) -> None:
    [lost, stays] = paper.readers(2)
    for _day in range(3):
        mail = Mail.objects.create(sender="a@example.org", to=lost.address, subject="", body="")
        note_bounce(mail.pk, said="550 no such user")
        Unreached.objects.update(last_on=timezone.now().date() - timedelta(days=1))
    assert list(Subscriber.objects.all()) == [stays]
