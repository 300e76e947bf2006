"""The report of a month: counted once, the same in a page, in Markdown and in a PDF."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st

from potager.animation import report, reportwords
from potager.animation.actions import network_for, write_reports
from potager.animation.models import Network, Report
from potager.animation.report import Facts
from potager.animation.reportwords import as_markdown, words_of
from potager.communities.actions import join_community
from potager.conversations.actions import open_conversation
from potager.conversations.models import Post, Topic
from potager.journal.past import told_at
from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.testing import a_community, a_member, a_post, a_topic

OCTOBER = date(2026, 10, 1)
PARIS = ZoneInfo("Europe/Paris")


def _october(*, owner: Member) -> Network:
    """A community in which something was said in October 2026."""
    community = a_community(owner=owner, language="en")
    reader = a_member("Pia")
    join_community(by=reader, community=community, accepts_charter=True)
    when = datetime(2026, 10, 12, 9, tzinfo=PARIS)
    with told_at(when):
        topic = a_topic(community=community, by=owner)
        answer = a_post(topic=topic, by=reader)
    Topic.objects.filter(pk=topic.pk).update(opened_at=when)
    Post.objects.filter(topic=topic).update(written_at=when)
    Post.objects.filter(pk=answer.pk).update(written_at=when + timedelta(hours=5))
    return network_for(community)


@pytest.mark.django_db
def test_a_month_is_counted() -> None:
    network = _october(owner=a_member("Olive"))
    facts = report.facts_of(network, OCTOBER, datetime(2026, 11, 2, tzinfo=PARIS))
    assert (facts.messages, facts.spoke, facts.opened, facts.unanswered) == (2, 2, 1, 0)
    assert facts.first_answer is None  # one answer says nothing of usual ones
    assert facts.quietest_half is None
    september = report.facts_of(network, date(2026, 9, 1), datetime(2026, 11, 2, tzinfo=PARIS))
    assert september.messages == 0


@pytest.mark.django_db
def test_what_few_say_in_private_is_not_counted() -> None:
    owner, other = a_member("Olive"), a_member("Pia")
    community = a_community(owner=owner)
    join_community(by=other, community=community, accepts_charter=True)
    open_conversation(by=owner, community=community, people=[other], title="Us", body="Secret", key=uuid7())
    now = timezone.now()
    facts = report.facts_of(network_for(community), report.first_of(timezone.localdate(now)), now)
    assert (facts.messages, facts.spoke, facts.opened) == (0, 0, 0)


@pytest.mark.django_db
def test_months_that_are_over_are_written_once() -> None:
    network = _october(owner=a_member("Olive"))
    now = datetime(2026, 12, 3, tzinfo=PARIS)
    assert write_reports(network, now) == 2
    assert write_reports(network, now) == 0
    assert list(Report.objects.values_list("month", flat=True)) == [date(2026, 11, 1), OCTOBER]


@pytest.mark.django_db
def test_it_is_read_as_page_markdown_and_pdf(client: Client) -> None:
    owner = a_member("Olive", language="en")
    network = _october(owner=owner)
    write_reports(network, datetime(2026, 11, 2, tzinfo=PARIS))
    client.force_login(owner)
    home = f"/c/{network.community.address}/desk/reports/"
    assert "October 2026" in client.get(home).content.decode()
    assert "2 messages by 2 people." in client.get(f"{home}2026-10/").content.decode()
    text = client.get(f"{home}2026-10/markdown/")
    assert text["Content-Type"].startswith("text/markdown")
    assert text.content.decode().startswith("# October 2026\n\nThe garden\n\n## People")
    pdf = client.get(f"{home}2026-10/pdf/")
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert b"pdfuaid" in pdf.content


@pytest.mark.django_db
@pytest.mark.parametrize("month", ["2026-11", "2026-13", "0000-00", "x", "2026-10-01", "９９９９-10"])
def test_a_month_without_report_is_not_found(client: Client, month: str) -> None:
    owner = a_member("Olive")
    network = network_for(a_community(owner=owner))
    client.force_login(owner)
    for end in ("", "pdf/", "markdown/"):
        assert client.get(f"/c/{network.community.address}/desk/reports/{month}/{end}").status_code == 404


@pytest.mark.django_db
def test_only_whoever_animates_reads_it(client: Client) -> None:
    network = _october(owner=a_member("Olive"))
    write_reports(network, datetime(2026, 11, 2, tzinfo=PARIS))
    member = a_member("Plain")
    join_community(by=member, community=network.community, accepts_charter=True)
    client.force_login(member)
    home = f"/c/{network.community.address}/desk/reports/"
    for end in ("", "2026-10/", "2026-10/pdf/", "2026-10/markdown/"):
        assert client.get(home + end).status_code == 403


counts = st.integers(0, 5000)


@settings(max_examples=60)
@given(
    st.builds(
        Facts,
        arrived=counts,
        arrived_spoke=counts,
        before=counts,
        before_stayed=counts,
        left=counts,
        spoke=counts,
        messages=counts,
        opened=counts,
        unanswered=counts,
        first_answer=st.none() | st.floats(0, 10_000),
        quietest_half=st.none() | st.floats(0, 0.5),
        newcomers_words=st.none() | st.floats(0, 1),
        works=st.dictionaries(st.sampled_from(report.WORKS), counts),
        gestures=st.dictionaries(st.just("answer"), st.lists(counts, min_size=4, max_size=4)),
    ),
    st.sampled_from(["fr", "en"]),
)
def test_every_month_can_be_said(facts: Facts, language: str) -> None:
    assert report.from_json(report.as_json(facts)) == facts
    with translation.override(language):
        text = as_markdown(words_of(facts, "*The* <b>garden</b>", OCTOBER))
    assert "%(" not in text
    assert "\\*The\\* \\<b\\>" in text


def test_months_follow_one_another() -> None:
    assert report.before(date(2026, 1, 1)) == date(2025, 12, 1)
    assert report.after(date(2026, 1, 1)) == date(2026, 2, 1)
    assert reportwords.month_name(OCTOBER)
