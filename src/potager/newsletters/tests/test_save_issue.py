"""A letter on the desk: who may write it, what is in it, two people at once."""

import pytest

from potager import testing
from potager.communities.actions import join_community
from potager.journal.models import Activity
from potager.newsletters import composing, mailing
from potager.newsletters.actions import save_issue
from potager.newsletters.models import Issue, Subscriber
from potager.newsletters.rules import TooLong

pytestmark = pytest.mark.django_db


def told():
    rows = Activity.objects.filter(kind__startswith="issue.").order_by("position")
    return list(rows.values_list("kind", flat=True))


def test_only_editors_write_it_and_see_who_receives_it(client, paper) -> None:
    issue = paper.issue()
    member, elsewhere = testing.a_member("Ada"), testing.a_member("Zoé", email="zoe@example.org")
    join_community(by=member, community=paper.community, accepts_charter=True)
    testing.a_community(owner=elsewhere)
    pages = [f"{paper.home}desk/", f"{paper.home}new/", f"{paper.home}readers/", f"{paper.home}readers.csv"]
    acts = [
        f"/letters/{issue.pk}/{act}/"
        for act in ("edit", "send", "schedule", "proof", "discard", "pause", "stop")
    ]
    for who, refused in ((None, {302}), (member, {403, 404}), (elsewhere, {403, 404})):
        client.logout()
        if who:
            client.force_login(who)
        for path in (*pages, f"/letters/{issue.pk}/preview/", f"/letters/{issue.pk}/preview/mail/"):
            assert client.get(path).status_code in refused, path
        for path in acts:
            assert client.post(path, {"title": "Mine", "base": "1"}).status_code in refused, path
    issue.refresh_from_db()
    assert (issue.title, issue.state) == ("Peas at last", "draft")
    assert client.get(f"{paper.home}1/").status_code == 404
    assert told() == ["issue.opened", "issue.saved"]


def test_pieces_are_added_moved_and_taken_out(client, paper) -> None:
    article = testing.an_article(community=paper.community, by=paper.editor)
    event = testing.an_event(community=paper.community, by=paper.editor)
    story = testing.a_story(community=paper.community, host=paper.editor)
    issue, session = paper.issue(), event.sessions.get()
    client.force_login(paper.editor)
    page = client.get(f"/letters/{issue.pk}/edit/").content.decode()
    picked = [
        f"article:{article.pk}",
        f"session:{session.pk}",
        f"story:{story.pk}",
        "article:nothing",
        "person:1",
    ]
    assert all(one in page for one in picked[:3])
    typed = {"title": "Peas", "base": "1", "piece": ["words"], "text": ["Hello"], "add": picked, "do": "add"}
    assert client.post(f"/letters/{issue.pk}/edit/", typed)["Location"].endswith("/edit/#pieces")
    kinds = ["words", "article", "session", "story"]
    assert [piece["kind"] for piece in Issue.objects.get().pieces] == kinds
    held = {"title": "Peas", "piece": ["words", *picked[:3]], "text": ["Hello", "", "", ""]}
    client.post(f"/letters/{issue.pk}/edit/", {**held, "base": "2", "do": "down:0"})
    assert [piece["kind"] for piece in Issue.objects.get().pieces] == ["article", "words", "session", "story"]
    client.post(f"/letters/{issue.pk}/edit/", {**held, "base": "3", "do": "remove:1"})
    assert [piece["kind"] for piece in Issue.objects.get().pieces] == ["words", "session", "story"]
    mail = mailing.written(Issue.objects.get(), language="en")
    assert "The café of beginnings" in mail.text
    assert "utm_" not in mail.html and "<img" not in mail.html


def test_two_who_write_are_told_so_and_lose_nothing(client, paper) -> None:
    issue = paper.issue()
    client.force_login(paper.editor)
    save_issue(by=paper.editor, issue=issue, title="Theirs", pieces=[], base=1)
    typed = {"title": "Mine", "base": "1", "piece": ["words"], "text": ["My own words"], "do": "keep"}
    answer = client.post(f"/letters/{issue.pk}/edit/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else kept this letter" in page and "My own words" in page and 'value="2"' in page
    assert client.post(f"/letters/{issue.pk}/edit/", {**typed, "base": "2"}).status_code == 302
    assert Issue.objects.get().title == "Mine"


def test_what_may_not_be_read_any_more_is_left_out(paper) -> None:
    inside = testing.an_article(community=paper.community, by=paper.editor, title="For us alone")
    type(inside).objects.update(audience="members")
    draft = testing.an_article(community=paper.community, by=paper.editor, title="Unripe", is_published=False)
    other = testing.an_article(title="Elsewhere", by=paper.editor)
    issue = paper.issue()
    issue.pieces = [{"kind": "article", "id": str(one.pk)} for one in (inside, draft, other)]
    assert composing.parts_of(issue) == []


def test_hostile_words_stay_words(client, paper) -> None:
    title = "Peas\r\nBcc: victim@example.org <script>"
    issue = paper.issue(title=title, text="[x](javascript:alert(1)) <img src=x onerror=alert(1)>")
    assert issue.title == "Peas Bcc: victim@example.org <script>"
    paper.community.name = '"Evil" <a@evil.example>\r\nBcc: b@example.org, ' + "ü" * 90
    mail = mailing.written(issue, language="en")
    assert "\n" not in mail.sender and mail.sender.count("@") == 1 and mail.sender.count("<") == 1
    assert (
        "<script>" not in mail.html
        and "<img" not in mail.html
        and "javascript:" not in mail.html.split("href")[-1]
    )
    client.force_login(paper.editor)
    page = client.get(f"/letters/{issue.pk}/preview/").content.decode()
    assert "<script>" not in page.partition("<main")[2].partition("</main>")[0]
    frame = client.get(f"/letters/{issue.pk}/preview/mail/")
    assert (
        "sandbox" in frame["Content-Security-Policy"]
        and "default-src 'none'" in frame["Content-Security-Policy"]
    )


def test_a_letter_that_mail_programs_would_cut_is_refused(client, paper) -> None:
    with pytest.raises(TooLong):
        paper.issue(text="x" * 20_001)
    issue = paper.issue()
    issue.pieces = [{"kind": "words", "text": "word " * 3900}] * 6
    issue.save(update_fields=["pieces"])
    client.force_login(paper.editor)
    answer = client.post(f"/letters/{issue.pk}/send/")
    assert answer.status_code == 409 and "too long" in answer.content.decode()


def test_a_draft_is_thrown_away(client, paper) -> None:
    issue = paper.issue()
    client.force_login(paper.editor)
    assert client.post(f"/letters/{issue.pk}/discard/")["Location"] == f"{paper.home}desk/"
    assert not Issue.objects.exists()
    assert told()[-1] == "issue.discarded"


def test_the_list_is_a_table_that_no_spreadsheet_executes(client, paper) -> None:
    receives = {"community": paper.community, "address": "=1+1@example.org"}
    Subscriber.objects.create(**receives, confirmed_at="2026-01-02T12:00Z")
    member = testing.a_member("Ada")
    type(member).objects.filter(pk=member.pk).update(display_name="@SUM(A1)")
    Subscriber.objects.create(community=paper.community, member=member, confirmed_at="2026-01-03T12:00Z")
    client.force_login(paper.editor)
    table = b"".join(client.get(f"{paper.home}readers.csv").streaming_content).decode()
    assert table.splitlines()[1:] == ["'=1+1@example.org,,fr,2026-01-02", ",'@SUM(A1),fr,2026-01-03"]
    page = client.get(f"{paper.home}readers/").content.decode()
    assert "=1+1@example.org" in page and member.email not in page
