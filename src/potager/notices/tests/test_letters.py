"""The letter: at one's hour, never empty, never twice, in one's language, and only what one may see."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from potager.communities.actions import join_community
from potager.communities.models import Community
from potager.conversations.actions import add_post, withdraw_post
from potager.conversations.models import Post, ReadMark, Topic
from potager.journal.models import Cursor
from potager.journal.read import all_readers, catch_up
from potager.members.actions import change_member
from potager.members.models import Member
from potager.notices import letters
from potager.notices.actions import change_wishes, expect_letters, mark_all_read, send_letters
from potager.notices.hours import next_letter_at
from potager.notices.models import Mail, Wishes
from potager.notices.readers import NAME
from potager.testing import a_community, a_member, a_story, a_topic

pytestmark = pytest.mark.django_db
READER = next(reader for reader in all_readers() if reader.name == NAME)


@pytest.fixture(autouse=True)
def begun(db: None) -> Iterator[None]:
    """The reader has been here since the beginning."""
    Cursor.objects.get_or_create(pk=NAME)
    yield


@pytest.fixture
def community() -> Community:
    return a_community(owner=a_member("Olive"), name="The garden")


def member_of(community: Community, name: str, **fields: Any) -> Member:
    one = a_member(name, **{"language": "en", **fields})
    join_community(by=one, community=community, accepts_charter=True)
    return one


@pytest.fixture
def ada(community: Community) -> Member:
    return member_of(community, "Ada")


@pytest.fixture
def bob(community: Community) -> Member:
    return member_of(community, "Bob")


@pytest.fixture
def topic(community: Community, ada: Member) -> Topic:
    return a_topic(community=community, by=ada, title="Beans")


def mornings(count: int = 1) -> list[str]:
    """Some mornings pass; returns to whom letters went, the whole installation over."""
    before = set(Mail.objects.values_list("pk", flat=True))
    catch_up(READER)
    expect_letters(timezone.now())
    for _day in range(count):
        hours = Wishes.objects.exclude(next_letter_at=None).order_by("next_letter_at")
        for hour in list(hours.values_list("next_letter_at", flat=True).distinct()):
            send_letters(hour + timedelta(seconds=1), seconds=60)
    new = Mail.objects.exclude(pk__in=before).order_by("created_at", "pk")
    return [mail.to for mail in new]


def test_what_was_answered_comes_the_next_morning_and_never_again(
    topic: Topic, ada: Member, bob: Member, community: Community
) -> None:
    post = add_post(
        by=bob, topic=topic, body="Sow them <in> May.", key=None, answers=topic.posts.get(number=1)
    )
    assert ada.email in mornings()
    mail = Mail.objects.get(to=ada.email)
    assert mail.subject == "Bob answered you in “Beans”"
    assert "Sow them <in> May." in mail.body
    assert "Sow them &lt;in&gt; May." in mail.html
    assert post.get_absolute_url() in mail.html
    assert mail.html.count("“Beans”") == 1 + mail.html.partition("</head>")[0].count("“Beans”")
    assert mail.body.count("Beans") == 1, "told as hers, it is not told again as everybody's"
    assert mail.as_message().message()["List-Unsubscribe"].startswith("<")
    assert ada.email not in mornings(3)


def test_nothing_to_tell_is_no_letter(ada: Member, bob: Member) -> None:
    assert mornings(3) == []
    assert Wishes.objects.filter(next_letter_at__gt=timezone.now() + timedelta(days=2)).count() >= 2


def test_what_people_talk_about_goes_to_members_who_have_not_read_it(
    topic: Topic, ada: Member, bob: Member, community: Community
) -> None:
    cleo, stranger = member_of(community, "Cleo", language="fr"), a_member("Eve")
    ReadMark.objects.update_or_create(member=bob, topic=topic, defaults={"number": 1})
    told = mornings()
    assert cleo.email in told
    assert not {ada.email, bob.email, stranger.email} & set(told), (
        "she said it, he read it, they are not there"
    )
    mail = Mail.objects.get(to=cleo.email)
    assert "Ce dont on parle autour de vous" in mail.body
    assert '<html lang="fr">' in mail.html
    assert "The garden" in mail.html
    post, later = (
        add_post(by=bob, topic=topic, body="Peas too.", key=None),
        timezone.now() + timedelta(days=2),
    )
    Post.objects.filter(pk=post.pk).update(written_at=later - timedelta(hours=12))
    Topic.objects.update(last_at=later)
    mornings(2)
    assert "Peas too." in Mail.objects.filter(to=cleo.email).latest("created_at").body


def test_a_story_that_is_called_is_told_once(community: Community, ada: Member) -> None:
    now = timezone.now()
    a_story(community=community, host=Member.objects.get(display_name="Olive"), title="The night of the peas",
            opens_at=now + timedelta(days=3), closes_at=now + timedelta(days=4))  # fmt: skip
    mornings()
    assert "The night of the peas" in Mail.objects.get(to=ada.email).body
    assert ada.email not in mornings(2)


def test_what_is_taken_back_or_read_before_the_hour_is_not_told(
    topic: Topic, ada: Member, bob: Member
) -> None:
    post = add_post(by=bob, topic=topic, body="Sow them in May.", key=None, answers=topic.posts.get(number=1))
    catch_up(READER)
    withdraw_post(by=bob, post=post)
    assert ada.email not in mornings()
    add_post(by=bob, topic=topic, body="Or in June.", key=None, answers=topic.posts.get(number=1))
    catch_up(READER)
    mark_all_read(by=ada)
    ReadMark.objects.update_or_create(member=ada, topic=topic, defaults={"number": 3})
    assert ada.email not in mornings()


def test_who_may_not_read_at_the_hour_is_told_nothing(ada: Member, community: Community) -> None:
    owner = a_member("Olga")
    hidden = a_community(owner=owner, visibility="private")
    from potager.communities.models import Membership

    inside = Membership.objects.create(community=hidden, member=ada)
    topic = a_topic(community=hidden, by=owner, title="A secret")
    mine = add_post(by=ada, topic=topic, body="Mine.", key=None)
    add_post(by=owner, topic=topic, body="A secret answer.", key=None, answers=mine)
    catch_up(READER)
    inside.state = Membership.State.LEFT
    inside.save()
    mornings()
    assert not any(
        "secret" in mail.body + mail.html + mail.subject for mail in Mail.objects.filter(to=ada.email)
    )


def test_a_crash_while_writing_sends_none_and_the_next_try_sends_one(
    topic: Topic, ada: Member, bob: Member
) -> None:
    add_post(by=bob, topic=topic, body="Yes.", key=None, answers=topic.posts.get(number=1))
    with (
        patch("potager.notices.actions.letters.Letter.message_to", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        mornings()
    assert not Mail.objects.filter(to=ada.email).exists()
    mornings()
    assert Mail.objects.filter(to=ada.email).count() == 1


def test_two_workers_write_one_letter(topic: Topic, ada: Member, bob: Member) -> None:
    from potager.notices.actions import letters

    add_post(by=bob, topic=topic, body="Yes.", key=None, answers=topic.posts.get(number=1))
    catch_up(READER)
    expect_letters(timezone.now())
    [hour] = set(Wishes.objects.filter(member=ada).values_list("next_letter_at", flat=True))
    due = list(Wishes.objects.select_related("member").filter(member=ada))
    for _worker in range(2):
        letters.Round(hour).send(due)
    assert Mail.objects.filter(to=ada.email).count() == 1


def test_one_letter_that_cannot_be_written_holds_up_nobody(
    topic: Topic, ada: Member, bob: Member, caplog: Any
) -> None:
    cleo = member_of(topic.community, "Cleo")
    add_post(by=bob, topic=topic, body="Yes.", key=None, answers=topic.posts.get(number=1))
    Member.objects.filter(pk=ada.pk).update(language="zz", time_zone="Nowhere/Land")
    told = mornings()
    assert cleo.email in told
    assert "could not be written" in caplog.text


@pytest.mark.parametrize(
    ("hour", "after", "expected"),
    [
        (7, datetime(2026, 1, 10, 6, 30, tzinfo=UTC), datetime(2026, 1, 11, 6, 0, tzinfo=UTC)),
        (7, datetime(2026, 7, 10, 4, 30, tzinfo=UTC), datetime(2026, 7, 10, 5, 0, tzinfo=UTC)),
        (2, datetime(2026, 3, 28, 12, 0, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),  # there is no 2 o'clock
        (2, datetime(2026, 10, 24, 12, 0, tzinfo=UTC), datetime(2026, 10, 25, 0, 0, tzinfo=UTC)),  # there are two
        (2, datetime(2026, 10, 25, 0, 0, tzinfo=UTC), datetime(2026, 10, 26, 1, 0, tzinfo=UTC)),  # one of them counts
    ],
)  # fmt: skip
def test_the_hour_is_that_of_the_wall(hour: int, after: datetime, expected: datetime) -> None:
    assert next_letter_at(Wishes(hour=hour), zone="Europe/Paris", after=after) == expected


def test_a_letter_a_week_comes_on_its_day() -> None:
    wishes = Wishes(letter="weekly", weekday=6, hour=18)
    at = next_letter_at(wishes, zone="America/Montreal", after=datetime(2026, 11, 21, 12, tzinfo=UTC))
    assert at is not None
    assert at.astimezone(ZoneInfo("America/Montreal")).strftime("%A %H:%M") == "Sunday 18:00"
    assert next_letter_at(Wishes(letter="never"), zone="Europe/Paris", after=at) is None


def test_a_person_chooses_in_words(client: Client, ada: Member) -> None:
    client.force_login(ada)
    page = client.get("/me/notices/").content.decode()
    assert "your choice" in page
    assert not Wishes.objects.filter(member=ada).exists(), "looking notes nothing"
    client.post("/me/notices/preset/", {"preset": "addressed"})
    wishes = Wishes.objects.get(member=ada)
    assert (wishes.addressed, wishes.letter, wishes.next_letter_at) == ("mail", "never", None)
    client.post("/me/notices/preset/", {"preset": "nonsense"})
    form = {
        "addressed": "letter",
        "private": "mail",
        "work": "letter",
        "followed": "page",
        "letter": "weekly",
        "weekday": 4,
        "hour": 18,
    }
    client.post("/me/notices/", form)
    wishes.refresh_from_db()
    local = wishes.next_letter_at and wishes.next_letter_at.astimezone(ZoneInfo(ada.time_zone))
    assert local
    assert local.strftime("%A %H:%M") == "Friday 18:00"
    page = client.post("/me/notices/", {**form, "hour": 24, "letter": "hourly"})
    wishes.refresh_from_db()
    assert (page.status_code, wishes.hour) == (200, 18)
    client.logout()
    assert client.get("/me/notices/").status_code == 302
    assert client.post("/me/notices/preset/", {"preset": "letter"}).status_code == 302


def test_the_hour_follows_the_person_to_another_time_zone(ada: Member) -> None:
    change_wishes(by=ada, hour=7)
    change_member(by=ada, name="Ada", language="en", time_zone="Asia/Tokyo")
    catch_up(READER)
    at = Wishes.objects.get(member=ada).next_letter_at
    assert at
    assert at.astimezone(ZoneInfo("Asia/Tokyo")).hour == 7


def test_a_preview_sends_nothing_and_counts_nothing_as_told(
    client: Client, topic: Topic, ada: Member, bob: Member
) -> None:
    client.force_login(ada)
    assert "never comes empty" in client.get("/me/notices/letter/").content.decode()
    add_post(by=bob, topic=topic, body="Sow them in May.", key=None, answers=topic.posts.get(number=1))
    catch_up(READER)
    expect_letters(timezone.now())
    assert "Bob answered you in “Beans”" in client.get("/me/notices/letter/").content.decode()
    assert not Mail.objects.filter(to=ada.email).exists()
    assert ada.email in mornings()


def test_an_answer_by_mail_has_an_address(topic: Topic, ada: Member, bob: Member, settings: Any) -> None:
    settings.REPLY_DOMAIN = "reply.example.org"
    add_post(by=bob, topic=topic, body="Sow them in May.", key=None, answers=topic.posts.get(number=1))
    mornings()
    mail = Mail.objects.get(to=ada.email)
    assert mail.as_message().message()["Reply-To"].endswith("@reply.example.org")
    assert "mailto:" in mail.html
    assert re.search(r"^  Answer by mail: \S+@reply\.example\.org$", mail.body, re.M), mail.body


def test_the_letter_of_whoever_left_is_not_written(topic: Topic, ada: Member, bob: Member) -> None:
    add_post(by=bob, topic=topic, body="Yes.", key=None, answers=topic.posts.get(number=1))
    catch_up(READER)
    expect_letters(timezone.now())
    Member.objects.filter(pk=ada.pk).update(is_active=False)
    assert ada.email not in mornings()
    assert Wishes.objects.get(member=ada).next_letter_at is None
    assert Post.objects.count() == 2


def test_the_fullest_letter_is_shown_whole_by_every_mail_program(ada: Member) -> None:
    """Gmail cuts what is longer than 102 KB, Outlook knows no widest width and wants a table."""
    long = letters.Passage(
        "W" * 160, "https://garden.example.org/" + "u" * 250, "l" * 200, "e" * 240, "mailto:" + "a" * 400
    )
    told = {name: [long] * most for name, most in letters.MOST.items()}
    html = letters._document(
        "fr", {"subject": "s", **told, "more": 3, "name": "n" * 80, "unsubscribe": "u" * 200}
    )
    assert len(html.encode()) < 102_000 and html.count("e" * 240) == sum(letters.MOST.values())
    assert '<!--[if mso]><table role="presentation" width="600"' in html
    assert not re.search(r"display: ?(flex|grid)|<img|url\(|<script|<link", html)
    assert 'class="title" dir="auto" style="' in html, "its style stands in its elements"
