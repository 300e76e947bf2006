"""From the press of a button to every reader: at the rate asked, to nobody twice, nobody missed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.mail import send_mail
from django.utils import timezone

from potager import testing
from potager.communities.actions import join_community
from potager.jobs.models import Job
from potager.jobs.worker import run_clocks, run_due_jobs
from potager.journal.models import Activity
from potager.newsletters import mailing, queries
from potager.newsletters.actions import (
    end_subscription,
    forget_old,
    schedule_issue,
    send_issue,
    subscribe_member,
    take_back,
)
from potager.newsletters.models import Issue, Pace, Sending, Subscriber
from potager.notices.models import Mail

pytestmark = pytest.mark.django_db


def recipients():
    return sorted(Mail.objects.values_list("to", flat=True))


def told():
    rows = Activity.objects.filter(kind__startswith="issue.").order_by("position")
    return [kind.partition(".")[2] for kind in rows.values_list("kind", flat=True)]


def test_an_editor_sends_it_and_everybody_reads_it(client, paper, turns) -> None:
    paper.readers(3)
    issue = paper.issue()
    client.force_login(paper.editor)
    assert "It goes to <b>3</b> people." in client.get(f"/letters/{issue.pk}/send/").content.decode()
    assert client.post(f"/letters/{issue.pk}/send/")["Location"] == f"/letters/{issue.pk}/"
    assert "0 letters have left" in client.get(f"/letters/{issue.pk}/").content.decode()
    assert turns(3) == 3
    turns()
    issue.refresh_from_db()
    assert (issue.state, issue.arrived, issue.number) == ("sent", 3, 1)
    assert "3 letters have left" in client.get(f"/letters/{issue.pk}/").content.decode()
    mail = Mail.objects.first()
    assert (mail.subject, mail.sender) == ("Peas at last", '"The garden" <potager@localhost>')
    assert client.post(f"/letters/{issue.pk}/send/").status_code == 409
    client.logout()
    assert "<em>at last</em>" in client.get(f"{paper.home}1/").content.decode()
    assert "Peas at last" in client.get(paper.home).content.decode()
    assert "Peas at last" in client.get(f"/c/{paper.community.address}/").content.decode()
    assert "&lt;em&gt;at last" in client.get(f"{paper.home}feed.atom").content.decode()
    assert told() == ["opened", "saved", "sent"]


def test_a_proof_goes_to_oneself_alone(client, paper) -> None:
    paper.readers(2)
    issue = paper.issue()
    client.force_login(paper.editor)
    client.post(f"/letters/{issue.pk}/proof/")
    assert recipients() == [paper.editor.email]
    assert "A proof" in Mail.objects.get().body


def test_letters_leave_at_the_rate_that_was_asked(paper, turns, rate) -> None:
    rate(120)
    paper.readers(60)
    send_issue(by=paper.editor, issue=paper.issue())
    handed = [turns() for _second in range(20)]
    assert handed[0] <= 8 and sum(handed) in range(38, 48), handed
    rate(6)
    Pace.objects.all().delete()
    handed = [turns() for _second in range(21)]
    assert sum(handed) in {2, 3}, handed


def test_the_outbox_never_fills_and_a_code_leaves_first(paper, turns, rate, smtp) -> None:
    rate(60)
    paper.readers(60)
    send_issue(by=paper.editor, issue=paper.issue())
    assert turns(60) == 20, "the mail server is away: no more than some seconds' worth waits"
    send_mail("Code", "123456", None, ["ada@example.org"])
    smtp.start()
    run_due_jobs(limit=1)
    assert smtp.handler.recipients == ["ada@example.org"]


def test_a_real_server_gets_one_letter_each_with_a_way_to_leave(paper, turns, rate, smtp, settings) -> None:
    settings.ENV = replace(settings.ENV, url="https://garden.example")
    rate(6000)
    readers = paper.readers(5)
    issue = send_issue(by=paper.editor, issue=paper.issue(title="Été, « pois »"))
    smtp.start()
    turns(3)
    run_due_jobs()
    turns()
    assert sorted(smtp.handler.recipients) == [one.address for one in readers]
    taken = smtp.handler.taken[0]
    link = taken["List-Unsubscribe"].strip(" <>")
    assert taken["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link.startswith("https://garden.example/letters/leave/")
    assert taken["List-Id"].startswith(f"<{paper.community.address}.letter.")
    assert taken["Subject"] == "Été, « pois »"
    sorts = [part.get_content_type() for part in taken.walk()]
    assert sorts == ["multipart/alternative", "text/plain", "text/html"]
    assert (
        link in taken.get_body(("plain",)).get_content() and link in taken.get_body(("html",)).get_content()
    )
    assert len({one["Message-ID"] for one in smtp.handler.taken}) == 5
    issue.refresh_from_db()
    assert (issue.state, issue.arrived, issue.refused) == ("sent", 5, 0)


def test_what_a_server_refuses_is_counted(paper, turns, rate, smtp) -> None:
    paper.readers(2)
    issue = send_issue(by=paper.editor, issue=paper.issue())
    smtp.start()
    smtp.handler.refusal = "550 no such person here"
    turns(3)
    run_due_jobs()
    turns()
    issue.refresh_from_db()
    assert (issue.state, issue.arrived, issue.refused) == ("sent", 0, 2)


def test_a_crash_in_the_middle_leaves_nothing_half_done(paper, turns, rate, monkeypatch) -> None:
    rate(6000)
    paper.readers(50)
    send_issue(by=paper.editor, issue=paper.issue())
    written, made = mailing.message_for, []

    def crash(subscriber, letter, *, identifier):
        made.append(subscriber)
        if len(made) == 27:
            raise MemoryError
        return written(subscriber, letter, identifier=identifier)

    monkeypatch.setattr(mailing, "message_for", crash)
    with pytest.raises(MemoryError):
        turns()
    assert Sending.objects.count() == Mail.objects.count() == 20
    turns(9)
    assert recipients() == sorted(Subscriber.objects.values_list("address", flat=True))


def test_it_is_paused_resumed_and_stopped(client, paper, turns) -> None:
    paper.readers(30)
    issue = send_issue(by=paper.editor, issue=paper.issue())
    client.force_login(paper.editor)
    first = turns(5)
    assert 0 < first < 30
    assert client.post(f"/letters/{issue.pk}/pause/").status_code == 302
    assert turns(5) == 0
    assert "paused" in client.get(f"/letters/{issue.pk}/").content.decode()
    client.post(f"/letters/{issue.pk}/resume/")
    second = turns(5)
    assert second > 0
    client.post(f"/letters/{issue.pk}/stop/")
    assert turns(5) == 0
    assert Mail.objects.count() == first + second
    assert f"{first + second} letters have left" in client.get(f"/letters/{issue.pk}/").content.decode()
    assert client.post(f"/letters/{issue.pk}/resume/").status_code == 409
    assert told()[-4:] == ["sent", "paused", "resumed", "stopped"]


def test_who_leaves_meanwhile_gets_none_and_who_comes_gets_the_next(paper, turns) -> None:
    first, second, third = paper.readers(3)
    send_issue(by=paper.editor, issue=paper.issue())
    late = {"community": paper.community, "address": "late@example.org"}
    Subscriber.objects.create(**late, confirmed_at=timezone.now() + timedelta(seconds=1))
    end_subscription(subscriber=third.pk)
    seal = end_subscription(subscriber=first.pk)
    turns(4)
    assert take_back(seal=seal, subscriber=first.pk)
    turns(2)
    assert second.address in recipients()
    assert third.address not in recipients() and "late@example.org" not in recipients()
    assert len(recipients()) == len(set(recipients()))


def test_a_member_who_also_asked_with_their_address_gets_one(paper, turns) -> None:
    member = testing.a_member("Ada")
    subscribe_member(by=member, community=paper.community)
    Subscriber.objects.create(community=paper.community, address=member.email, confirmed_at=timezone.now())
    send_issue(by=paper.editor, issue=paper.issue())
    turns(4)
    assert recipients() == [member.email]


def test_where_only_members_read_it_goes_to_those_of_today(paper, turns) -> None:
    inside, former = testing.a_member("Ida"), testing.a_member("Fay")
    home = testing.a_community(owner=paper.editor, joining="open", visibility="members")
    join_community(by=inside, community=home, accepts_charter=True)
    paper.community = home
    for one in (inside, former):
        Subscriber.objects.create(community=home, member=one, confirmed_at=timezone.now())
    Subscriber.objects.create(community=home, address="stranger@example.org", confirmed_at=timezone.now())
    send_issue(by=paper.editor, issue=paper.issue())
    turns(4)
    assert recipients() == [inside.email]


def test_letters_of_two_communities_take_turns(paper, turns, rate) -> None:
    rate(600)
    other = type(paper)(testing.a_community(owner=paper.editor), paper.editor)
    for one in (paper, other):
        one.readers(60)
        send_issue(by=one.editor, issue=one.issue())
    turns(6)
    sent = [Sending.objects.filter(issue__community=one.community).count() for one in (paper, other)]
    assert min(sent) >= 20, sent


def test_a_letter_leaves_at_its_hour_or_goes_back_to_the_desk(client, paper, rate) -> None:
    client.force_login(paper.editor)
    one, other = paper.issue(), paper.issue(title="The other")
    answer = client.post(f"/letters/{one.pk}/schedule/", {"due_at": "2001-01-01T10:00"})
    assert answer.status_code == 422 and "This moment has passed" in answer.content.decode()
    assert client.post(f"/letters/{one.pk}/schedule/", {"due_at": "2999-01-01T10:00"}).status_code == 302
    assert "Take it back" in client.get(f"/letters/{one.pk}/").content.decode()
    assert client.post(f"/letters/{one.pk}/unschedule/").status_code == 302
    for issue in (one, other):
        schedule_issue(by=paper.editor, issue=issue, due_at=timezone.now() + timedelta(hours=1))
    Issue.objects.filter(pk=other.pk).update(pieces=[])  # what was picked may not be read any more
    run_clocks(timezone.now() + timedelta(minutes=50))
    assert not queries.sent_in(paper.community).exists()
    run_clocks(timezone.now() + timedelta(minutes=70))
    one.refresh_from_db()
    other.refresh_from_db()
    assert one.number == 1 and other.is_draft
    assert "It could not leave at its hour" in client.get(f"{paper.home}desk/").content.decode()
    assert told()[-4:] == ["scheduled", "scheduled", "sent", "unscheduled"]


def test_an_empty_letter_is_not_sent_and_the_sums_outlive_the_rows(client, paper, turns) -> None:
    issue = paper.issue(text="  \n ")
    client.force_login(paper.editor)
    assert client.post(f"/letters/{issue.pk}/send/").status_code == 409
    paper.readers(1)
    full = send_issue(by=paper.editor, issue=paper.issue())
    turns(3)
    forget_old(timezone.now() + timedelta(days=40))
    assert not Sending.objects.exists() and not Job.objects.filter(state="failed").exists()
    full.refresh_from_db()
    assert queries.counts_of(full)["left"] == 1
