"""An answer by mail becomes a post, once; or its writer hears why not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from potager.communities.actions import remove_member
from potager.communities.queries import membership_of
from potager.conversations.actions import close_topic
from potager.conversations.models import Post
from potager.journal.models import Activity
from potager.letterbox import actions
from potager.letterbox.actions import forget_old_letters, handle, receive
from potager.letterbox.models import Letter
from potager.lib.replies import address_for
from potager.members.actions import erase_member
from potager.members.export import parts_of
from potager.notices.models import Mail
from potager.testing import a_member

from .conftest import Talk, told, work

pytestmark = pytest.mark.django_db


def test_an_answer_is_a_post(talk: Talk) -> None:
    letter = talk.send(
        talk.mail("Peas, of course.\n\nOn Mon, 2 Mar 2026 at 10:00, Ada <x@y.org> wrote:\n> Beans?\n")
    )
    post = Post.objects.get(topic=talk.topic, author=talk.bo)
    assert (post.body, post.state) == ("Peas, of course.", "shown")
    assert Activity.objects.filter(kind="post.added", actor=talk.bo.pk, target=f"post:{post.pk}").count() == 1
    assert (letter.state, letter.member, bytes(letter.raw)) == ("posted", talk.bo, b"")
    assert not Mail.objects.filter(to=talk.bo.email).exists()


def test_the_same_mail_by_two_ways_is_one_post(talk: Talk) -> None:
    raw = talk.mail().as_bytes()
    first, second = receive(raw), receive(b"Received: from elsewhere\r\n" + raw)
    assert first == second
    work()
    assert receive(raw) == first
    work()
    assert talk.bodies[1:] == ["Beans too!"]


def test_a_crash_between_the_post_and_its_note_makes_no_second_post(talk: Talk) -> None:
    letter = receive(talk.mail().as_bytes())
    assert letter is not None
    handle(letter)
    Letter.objects.update(state="waiting")  # as if the machine had stopped in between
    handle(letter)
    assert talk.bodies[1:] == ["Beans too!"]


def test_what_is_not_for_us_is_not_kept(talk: Talk) -> None:
    assert receive(talk.mail(To="bo@example.org").as_bytes()) is None
    address = address_for(talk.bo.pk, f"topic:{talk.topic.pk}")
    assert (
        receive(
            talk.mail(To=("b" if address[30] != "b" else "c").join([address[:30], address[31:]])).as_bytes()
        )
        is None
    )
    assert not Letter.objects.exists()


def test_the_server_s_word_counts_where_headers_say_nothing(talk: Talk) -> None:
    address = address_for(talk.bo.pk, f"topic:{talk.topic.pk}")
    receive(talk.mail(To="undisclosed-recipients:;").as_bytes(), to=[address])
    work()
    assert talk.bodies[1:] == ["Beans too!"]


def test_somebody_else_with_the_address_is_told_once_a_day(talk: Talk) -> None:
    stranger = a_member("Sam", language="en")
    address = address_for(talk.bo.pk, f"topic:{talk.topic.pk}")
    for number in range(3):
        letter = talk.send(talk.mail("Let me in", by=stranger, To=address, Message_ID=f"<{number}@x>"))
        assert (letter.state, letter.reason) == ("refused", "NotFromYou")
    mail = Mail.objects.get(to=stranger.email)
    assert "belongs to somebody else" in mail.body
    assert "Let me in" in mail.body
    assert str(talk.topic.pk) not in mail.body
    assert len(talk.bodies) == 1


def test_an_address_with_a_detail_is_the_same_person_s(talk: Talk) -> None:
    local, _, domain = talk.bo.email.partition("@")
    talk.send(talk.mail(From=f"{local}+garden@{domain.upper()}"))
    assert talk.bodies[1:] == ["Beans too!"]


def test_a_closed_topic_answers_kindly_and_gives_the_text_back(talk: Talk) -> None:
    close_topic(by=talk.ada, topic=talk.topic)
    letter = talk.send(talk.mail("A long thought."))
    mail = told(talk.bo.email)
    assert letter.reason == "TopicClosed"
    assert mail
    assert "closed" in mail.body
    assert "A long thought." in mail.body
    assert f"https://garden.example.org/topics/{talk.topic.pk}/" in mail.body
    assert mail.headers["In-Reply-To"].startswith("<")


def test_whoever_left_is_told(talk: Talk) -> None:
    membership = membership_of(talk.bo, talk.topic.community)
    assert membership is not None
    remove_member(by=talk.ada, membership=membership)
    assert talk.send(talk.mail()).reason == "OnlyMembersAnswer"
    mail = told(talk.bo.email)
    assert mail
    assert "Beans too!" in mail.body


def test_an_expired_address_says_so(talk: Talk) -> None:
    address = address_for(talk.bo.pk, f"topic:{talk.topic.pk}", lasts=timedelta(days=-2))
    assert talk.send(talk.mail(To=address)).reason == "AddressExpired"


@pytest.mark.parametrize(("text", "reason"), [
    ("> only a quotation\n", "NothingWritten"),
    ("\u200b\n-- \nBo\n", "NothingWritten"),
    ("x" * 900 + "\n" + ("word " * 40 + "\n") * 200, "PostTooLong"),
])  # fmt: skip
def test_what_cannot_be_posted_is_explained(talk: Talk, text: str, reason: str) -> None:
    assert talk.send(talk.mail(text)).reason == reason
    assert told(talk.bo.email) is not None


def test_files_are_not_taken_and_it_is_said(talk: Talk) -> None:
    message = talk.mail("Look at my beans")
    message.add_attachment(b"\xff\xd8", maintype="image", subtype="jpeg", filename="beans.jpg")
    assert talk.send(message).state == "posted"
    mail = told(talk.bo.email)
    assert mail
    assert "files are not taken by mail" in mail.body
    assert talk.bodies[1:] == ["Look at my beans"]


@pytest.mark.parametrize("headers", [
    {"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"X_Autoreply": "yes"}, {"List_Id": "<a.b>"},
    {"Return_Path": "<>"}, {"Subject": "Absence du bureau : Bo"}, {"Subject": "Out of Office: I am in Rome"},
    {"Subject": "Réponse automatique : les fèves"}, {"From": ""},
    {"Message_ID": "<018f2b1e-7c3a-7d2f-9a53-1b0d3c2a4e5f@example.org>"},
])  # fmt: skip
def test_what_no_person_wrote_is_never_answered(talk: Talk, headers: dict[str, str]) -> None:
    close_topic(by=talk.ada, topic=talk.topic)
    before = Mail.objects.count()
    assert talk.send(talk.mail(**headers)).state == "ignored"
    assert Mail.objects.count() == before


def test_a_topic_about_absence_is_answered_like_any_other(talk: Talk) -> None:
    assert talk.send(talk.mail(Subject="Re: Absence du bureau de vote")).state == "posted"


def test_a_bomb_from_one_address_is_set_aside(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_IN_AN_HOUR", 3)
    for number in range(6):
        receive(talk.mail(f"Boom {number}", Message_ID=f"<{number}@x>").as_bytes())
    work()
    assert len(talk.bodies) == 1 + 3
    assert Letter.objects.filter(state="ignored", reason="too many", raw=b"").count() == 3
    Letter.objects.update(received_at=timezone.now() - timedelta(hours=2))
    assert talk.send(talk.mail("Later", Message_ID="<later@x>")).state == "posted"


def test_a_member_is_told_ten_times_a_day_at_most(talk: Talk) -> None:
    close_topic(by=talk.ada, topic=talk.topic)
    for number in range(12):
        receive(talk.mail(Message_ID=f"<{number}@x>").as_bytes())
    work()
    assert Mail.objects.filter(to=talk.bo.email, subject="Your mail was not posted").count() == 10


def test_a_mail_with_ten_thousand_parts(talk: Talk) -> None:
    lines = talk.mail().as_bytes().partition(b"\r\n\r\n")[0].split(b"\r\n")
    head = b"\r\n".join(line for line in lines if not line.startswith((b"Content", b"MIME"))) + b"\r\n"
    parts = b"--b\r\nContent-Type: text/plain\r\n\r\n\r\n" * 10_000 + b"--b\r\n\r\nnever seen\r\n--b--"
    many = head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts
    nested = head.replace(b"0.answer", b"1.answer") + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(3000)
    )
    assert talk.send(many).reason == "NothingWritten"
    assert talk.send(nested).reason == "TooOdd"


def test_letters_are_forgotten_in_time(talk: Talk) -> None:
    talk.send(talk.mail())
    assert forget_old_letters(timezone.now()) == 0
    assert forget_old_letters(timezone.now() + timedelta(days=31)) == 1


def test_whoever_leaves_is_forgotten(talk: Talk) -> None:
    talk.send(talk.mail())
    talk.send(talk.mail("Me too", by=talk.ada))
    [told] = [part.content for part in parts_of(talk.bo) if part.path == "mail.json"]
    assert "posted" in str(told)
    erase_member(by=talk.bo)
    assert [letter.sender for letter in Letter.objects.all()] == [talk.ada.email]


def test_what_looks_like_spam_waits_for_a_moderator(talk: Talk) -> None:
    text = (
        "Earn $5000 a week working from home, guaranteed profit! Click here now, free bonus, limited offer."
    )
    assert talk.send(talk.mail(text)).state == "posted"
    assert Post.objects.get(topic=talk.topic, author=talk.bo).state == "held"
