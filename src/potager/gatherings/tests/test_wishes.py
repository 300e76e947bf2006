"""Subjects that people wish for, and a date that is sought together."""

import pytest
from django.test import Client

from potager import testing
from potager.communities.actions import join_community
from potager.gatherings.models import Event, Sounding, Subject, Wish
from potager.journal.models import Activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def garden():
    host = testing.a_member("Gaëlle", language="en")
    community = testing.a_community(owner=host)
    ada = testing.a_member("Ada", language="en")
    join_community(by=ada, community=community, accepts_charter=True)
    return community, host, ada


def browser(member=None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if member:
        client.force_login(member)
    return client


def test_propose_subject(garden) -> None:
    community, host, ada = garden
    session = testing.an_event(community=community, by=host).sessions.get()
    page = f"/sessions/{session.pk}/"
    ada, host = browser(ada), browser(host)
    ada.post(f"{page}subjects/new/", {"title": "Seeds <b>", "words": "Whose?"})
    subject = Subject.objects.get()
    shown = browser().get(page).content.decode()
    assert "Seeds &lt;b&gt;" in shown and "1 person wishes it" in shown and "I wish it" not in shown
    host.post(f"/subjects/{subject.pk}/wish/")
    assert host.post(f"/subjects/{subject.pk}/wish/").status_code == 409
    assert "2 people wish it" in browser().get(page).content.decode()
    host.post(f"/subjects/{subject.pk}/unwish/")
    host.post(f"/subjects/{subject.pk}/choose/")
    assert "chosen" in browser().get(page).content.decode()
    host.post(f"/subjects/{subject.pk}/unchoose/")
    ada.post(f"/subjects/{subject.pk}/withdraw/")
    assert "Seeds" not in browser().get(page).content.decode()
    kinds = Activity.objects.filter(kind__startswith="subject.").order_by("position")
    told = [one.kind.partition(".")[2] for one in kinds]
    assert told == ["proposed", "wished", "unwished", "chosen", "unchosen", "withdrawn"]


def test_subjects_are_bounded(garden) -> None:
    community, host, ada = garden
    session = testing.an_event(community=community, by=host).sessions.get()
    client = browser(ada)
    codes = [
        client.post(f"/sessions/{session.pk}/subjects/new/", {"title": f"S{number}"}).status_code
        for number in range(6)
    ]
    assert codes == [302] * 5 + [422]


def test_nobody_else_wishes_or_chooses(garden) -> None:
    community, host, ada = garden
    session = testing.an_event(community=community, by=host).sessions.get()
    browser(ada).post(f"/sessions/{session.pk}/subjects/new/", {"title": "Seeds"})
    subject = Subject.objects.get()
    eve = testing.a_member("Eve", language="en")
    testing.a_community(owner=eve)
    for deed in ("wish", "unwish", "choose", "unchoose", "withdraw"):
        assert browser(eve).post(f"/subjects/{subject.pk}/{deed}/").status_code == 403
        assert browser().post(f"/subjects/{subject.pk}/{deed}/").status_code == 302
    assert browser(ada).post(f"/subjects/{subject.pk}/choose/").status_code == 403
    assert browser(eve).post(f"/sessions/{session.pk}/subjects/new/", {"title": "X"}).status_code == 403
    assert Subject.objects.count() == Wish.objects.count() == 1


def test_open_sounding(garden) -> None:
    community, host, ada = garden
    typed = {"title": "Winter café", "minutes": 90, "place": "At Ada’s", "language": "en"}
    dates = ["2031-03-29T19:00", "2031-04-01T19:00", ""]
    answer = browser(host).post(f"/c/{community.address}/events/soundings/new/", {**typed, "date": dates})
    sounding = Sounding.objects.get()
    assert answer["Location"] == f"/soundings/{sounding.pk}/"
    first, second = sounding.dates.all()
    ada_says = {f"date-{first.pk}": "no", f"date-{second.pk}": "yes", "date-nonsense": "yes"}
    assert browser(ada).post(answer["Location"], ada_says).status_code == 302
    browser(host).post(answer["Location"], {f"date-{first.pk}": "maybe", f"date-{second.pk}": "hostile"})
    page = browser(host).get(answer["Location"]).content.decode()
    assert "suits most people" in page and "Ada" in page
    assert "Winter café" in browser(ada).get(f"/c/{community.address}/events/").content.decode()
    closed = browser(host).post(f"{answer['Location']}close/", {"date": second.pk})
    event = Event.objects.get()
    assert closed["Location"] == event.get_absolute_url()
    assert event.sessions.get().starts_at.isoformat() == "2031-04-01T17:00:00+00:00"
    again = browser(ada).post(answer["Location"], ada_says)
    assert again.status_code == 409 and "answers are closed" in again.content.decode()
    told = Activity.objects.filter(kind__startswith="sounding.").order_by("position")
    kinds = list(told.values_list("kind", flat=True))
    assert kinds == ["sounding.opened", "sounding.answered", "sounding.answered", "sounding.closed"]


@pytest.mark.parametrize(
    "dates", [[], ["2031-03-29T19:00"], ["2031-03-30T02:30", "2031-04-01T19:00"], ["x", "y"]]
)
def test_dates_that_cannot_be_offered(garden, dates) -> None:
    """None, one, one that summer time skips, what is no date: refused in words, and what was typed stays."""
    community, host, _ada = garden
    typed = {"title": "Winter café", "minutes": 90, "language": "en", "date": dates}
    answer = browser(host).post(f"/c/{community.address}/events/soundings/new/", typed)
    assert answer.status_code == 422 and not Sounding.objects.exists()
    assert "Winter café" in answer.content.decode()


def test_nobody_else_seeks_a_date(garden) -> None:
    community, host, ada = garden
    typed = {"title": "W", "minutes": 90, "language": "en", "date": ["2031-03-29T19:00", "2031-04-01T19:00"]}
    new = f"/c/{community.address}/events/soundings/new/"
    eve = testing.a_member("Eve", language="en")
    for who, code in ((ada, 403), (eve, 403), (None, 302)):
        assert browser(who).post(new, typed).status_code == code
    browser(host).post(new, typed)
    page = Sounding.objects.get().get_absolute_url()
    assert browser(eve).get(page).status_code == browser(eve).post(page).status_code == 404
    assert browser(eve).post(f"{page}close/").status_code == 404
    assert browser(ada).post(f"{page}close/").status_code == 403
    assert browser().get(page).status_code == 302
