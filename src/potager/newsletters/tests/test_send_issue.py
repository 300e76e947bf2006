"""A letter from its title to its readers, through the pages."""

from datetime import timedelta

import pytest
from django.core import mail as box  # noqa: F401
from django.utils import timezone

from potager import testing
from potager.journal.models import Activity
from potager.newsletters.actions import hand_over_letters, subscribe_member
from potager.newsletters.models import Issue, Sending, Subscriber
from potager.notices.models import Mail

pytestmark = pytest.mark.django_db


def test_a_letter_from_its_title_to_its_readers(client) -> None:
    editor = testing.a_member("Edith", language="en")
    community = testing.a_community(owner=editor)
    article = testing.an_article(community=community, by=editor)
    Subscriber.objects.create(
        community=community, address="reader@example.org", confirmed_at=timezone.now(), language="en"
    )
    subscribe_member(by=editor, community=community)
    client.force_login(editor)
    home = f"/c/{community.address}/letter/"
    assert "No letter is being written" in client.get(f"{home}desk/").content.decode()
    edit = client.post(f"{home}new/", {"title": "Peas at last", "language": "en"})["Location"]
    assert article.title in client.get(edit).content.decode()
    typed = {"title": "Peas at last", "base": "0", "do": "add", "add": f"article:{article.pk}"}
    assert client.post(edit, typed).status_code == 302
    typed = {
        "title": "Peas at last",
        "base": "1",
        "do": "words",
        "piece": [f"article:{article.pk}"],
        "text": [""],
    }
    assert client.post(edit, typed).status_code == 302
    typed |= {
        "base": "2",
        "piece": [f"article:{article.pk}", "words"],
        "text": ["", "Hello *you*"],
        "do": "up:1",
    }
    assert client.post(edit, typed).status_code == 302
    issue = Issue.objects.get()
    assert [piece["kind"] for piece in issue.pieces] == ["words", "article"]
    for sort in ("page", "text", "mail"):
        assert client.get(f"/letters/{issue.pk}/preview/?as={sort}").status_code == 200
    assert "<em>Hello" not in client.get(f"/letters/{issue.pk}/preview/mail/").content.decode()
    assert client.post(f"/letters/{issue.pk}/proof/").status_code == 302
    assert client.get(f"/letters/{issue.pk}/send/").status_code == 200
    assert client.post(f"/letters/{issue.pk}/send/").status_code == 302
    assert client.get(f"/letters/{issue.pk}/").status_code == 200
    now = timezone.now() + timedelta(minutes=1)
    assert hand_over_letters(now, seconds=1) == 2
    assert hand_over_letters(now + timedelta(seconds=9), seconds=1) == 0
    issue.refresh_from_db()
    assert (issue.state, issue.arrived) == ("sent", 2)
    page = client.get(f"/letters/{issue.pk}/").content.decode()
    client.logout()
    for path in (home, f"{home}1/", f"{home}feed.atom"):
        assert client.get(path).status_code == 200
    print(Mail.objects.filter(to="reader@example.org").get().body)
    print(Mail.objects.filter(to="reader@example.org").get().html)
    print(Mail.objects.filter(to="reader@example.org").get().headers)
