"""How people wish to be told, from the page and from a mail, without anybody else's doing."""

import pytest
from django.test import Client

from potager.communities.actions import join_community
from potager.conversations.actions import add_post
from potager.conversations.models import Follow
from potager.journal.models import Cursor
from potager.journal.read import all_readers, catch_up
from potager.members.actions import change_member
from potager.members.models import Aversion, Member
from potager.notices.links import unsubscribe_url
from potager.notices.models import Mail, Notice, Unreached, Wishes
from potager.notices.readers import NAME
from potager.testing import a_community, a_member, a_topic

pytestmark = pytest.mark.django_db
READER = next(reader for reader in all_readers() if reader.name == NAME)


@pytest.fixture
def ada() -> Member:
    Cursor.objects.get_or_create(pk=NAME)
    return a_member("Ada", language="en")


def the_link(member: Member, kind: str) -> str:
    return unsubscribe_url(member.pk, kind)


@pytest.mark.parametrize("kind", ["letter", "addressed", "followed", "private", "work"])
def test_one_click_of_a_mail_program_ends_that_kind_of_mail(client: Client, ada: Member, kind: str) -> None:
    Wishes.objects.create(member=ada, addressed="mail", followed="mail")
    before = Wishes.objects.values().get(pk=ada.pk)
    link = the_link(ada, kind)
    page = client.get(link)
    assert (page.status_code, client.head(link).status_code) == (200, 200)
    assert Wishes.objects.values().get(pk=ada.pk) == before, "a scanner that looks changes nothing"
    done = client.post(link, {"List-Unsubscribe": "One-Click"})  # without a session, from another machine
    assert done.status_code == 200
    after = Wishes.objects.values().get(pk=ada.pk)
    assert after[kind] == ("never" if kind == "letter" else "page")
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {kind, "next_letter_at", "told_until"}


def test_the_button_of_the_page_can_be_taken_back(client: Client, ada: Member) -> None:
    link = the_link(ada, "letter")
    page = client.post(link).content.decode()
    assert Wishes.objects.get(member=ada).letter == "never"
    before = page.partition('name="undo" value="')[2].partition('"')[0]
    client.post(link, {"undo": before})
    assert Wishes.objects.get(member=ada).letter == "daily"
    assert Wishes.objects.get(member=ada).next_letter_at is not None
    client.post(link, {"undo": "hourly'; DROP"})
    assert Wishes.objects.get(member=ada).letter == "never"


@pytest.mark.parametrize("change", [lambda t: t[:-2], lambda t: t.replace(".0:", ".1:"), lambda t: f"x{t}"])
def test_a_link_that_somebody_changed_does_nothing(client: Client, ada: Member, change) -> None:
    link = the_link(ada, "letter").rstrip("/")
    head, _slash, token = link.rpartition("/")
    assert client.get(f"{head}/{change(token)}/").status_code == 404
    assert client.post(f"{head}/{change(token)}/").status_code == 404
    assert not Wishes.objects.exists()


def test_whoever_has_left_gets_the_same_answer(client: Client, ada: Member) -> None:
    link = the_link(ada, "letter")
    Member.objects.filter(pk=ada.pk).update(is_active=False)
    assert client.post(link).status_code == 200
    assert not Wishes.objects.exists()


def test_a_person_says_what_they_want_of_a_community_and_of_a_topic(client: Client, ada: Member) -> None:
    owner = a_member("Olive")
    community = a_community(owner=owner)
    join_community(by=ada, community=community, accepts_charter=True)
    topic = a_topic(community=community, by=owner)
    client.force_login(ada)
    client.post(f"/me/notices/communities/{community.pk}/", {"level": "nothing"})
    client.post(f"/me/notices/topics/{topic.pk}/", {"level": "everything"})
    assert set(Follow.objects.filter(member=ada).values_list("topic", "level")) == {
        (None, "nothing"), (topic.pk, "everything"),
    }  # fmt: skip
    page = client.get("/me/notices/").content.decode()
    assert topic.title in page
    assert community.name in page
    client.post(f"/me/notices/communities/{community.pk}/", {"level": ""})
    assert not Follow.objects.filter(member=ada, topic=None).exists()
    hidden = a_community(owner=owner, visibility="private")
    secret = a_topic(community=hidden, by=owner)
    assert client.post(f"/me/notices/communities/{hidden.pk}/", {"level": "everything"}).status_code == 404
    assert client.post(f"/me/notices/topics/{secret.pk}/", {"level": "everything"}).status_code == 404


def test_levels_blocks_and_dead_addresses_are_obeyed(ada: Member) -> None:
    owner, bob = a_member("Olive"), a_member("Bob")
    community = a_community(owner=owner)
    for one in (ada, bob):
        join_community(by=one, community=community, accepts_charter=True)
    topic = a_topic(community=community, by=ada)
    first = topic.posts.get()
    Wishes.objects.create(member=ada, addressed="mail")
    Unreached.objects.create(address=ada.email, is_off=True)
    add_post(by=bob, topic=topic, body="One.", key=None, answers=first)
    catch_up(READER)
    assert (Notice.objects.filter(member=ada).count(), Mail.objects.filter(to=ada.email).count()) == (1, 0)
    Unreached.objects.all().delete()
    Aversion.objects.create(by=ada, toward=bob, kind="mute")
    add_post(by=bob, topic=topic, body="Two.", key=None, answers=first)
    Aversion.objects.all().delete()
    catch_up(READER)
    assert Notice.objects.filter(member=ada).count() == 2, "asked when it is told, not when it was said"
    Aversion.objects.create(by=ada, toward=bob, kind="block")
    add_post(by=bob, topic=topic, body="Three.", key=None, answers=first)
    catch_up(READER)
    Aversion.objects.all().delete()
    Follow.objects.create(member=ada, community=community, level="nothing")
    add_post(by=bob, topic=topic, body="Four.", key=None, answers=first)
    catch_up(READER)
    assert Notice.objects.filter(member=ada).count() == 2


def test_a_change_of_language_or_name_leaves_the_hour(ada: Member) -> None:
    catch_up(READER)
    change_member(by=ada, name="Ada L.", language="fr", time_zone="Europe/Paris")
    catch_up(READER)
    assert not Wishes.objects.exists()
