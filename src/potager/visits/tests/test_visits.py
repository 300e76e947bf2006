"""Visits are counted once a day per person and page; nothing that tells people apart outlives the day."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from potager import testing
from potager.journal.models import Activity
from potager.visits.actions import MOST_HOSTS, count_visit
from potager.visits.clocks import forget
from potager.visits.models import Salt, Seen, Source, Total

pytestmark = pytest.mark.django_db


@pytest.fixture
def garden():
    owner = testing.a_member("Odette", language="en")
    return owner, testing.a_community(owner=owner)


def look(page: str, *, agent: str = "Firefox", **headers: str):
    client = Client(headers={"user-agent": agent, **headers})
    return client.post("/visits/", {"page": page, "from": "https://www.Blog.example/secret?q=me"})


def test_a_visit_is_counted_once_a_day(garden) -> None:
    _owner, community = garden
    before, page = Activity.objects.count(), f"community:{community.pk}"
    for agent in ("Firefox", "Firefox", "Chromium"):
        assert look(page, agent=agent).status_code == 204
    assert Total.objects.get(page=page).number == 2
    source = Source.objects.get(page=page)
    assert (source.host, source.number) == ("blog.example", 2)
    assert Activity.objects.count() == before


def test_whoever_asks_not_to_be_counted_is_not(garden) -> None:
    _owner, community = garden
    for header in ("sec-gpc", "dnt"):
        look(f"community:{community.pk}", **{header: "1"})
    assert not Total.objects.exists() and not Seen.objects.exists()


@pytest.mark.parametrize(
    "page", ["", "community:", "community:x", "nothing:0", "article:" + "0" * 36, "\x00" * 60]
)
def test_what_is_no_page_is_not_counted(page: str) -> None:
    assert look(page).status_code == 204
    assert not Total.objects.exists()


def test_a_private_community_is_not_counted() -> None:
    community = testing.a_community(visibility="private")
    look(f"community:{community.pk}")
    assert not Total.objects.exists()


def test_an_article_and_a_meeting_are_counted(garden) -> None:
    owner, community = garden
    article = testing.an_article(community=community, by=owner)
    event = testing.an_event(community=community, by=owner)
    hidden = testing.an_article(community=community, by=owner, is_published=False, title="Not yet")
    for page in (f"article:{article.pk}", f"event:{event.pk}", f"article:{hidden.pk}"):
        look(page)
    assert {one.page for one in Total.objects.all()} == {f"article:{article.pk}", f"event:{event.pk}"}
    page = Client().get(article.get_absolute_url()).content.decode()
    assert f'data-page="article:{article.pk}"' in page


def test_the_day_is_forgotten(garden) -> None:
    _owner, community = garden
    look(f"community:{community.pk}")
    assert Salt.objects.count() == Seen.objects.count() == 1
    assert forget(timezone.now()) == 0
    assert forget(timezone.now() + timedelta(days=1)) == 1
    assert not Salt.objects.exists() and not Seen.objects.exists()
    assert Total.objects.get().number == 1


def test_hosts_are_bounded() -> None:
    for number in range(MOST_HOSTS + 5):
        count_visit(page="p", who=str(number), came_from=f"h{number}.example", today=date(2031, 1, 1))
    count_visit(page="p", who="x", came_from="<script>", today=date(2031, 1, 1))
    assert Source.objects.count() == MOST_HOSTS + 1
    assert Source.objects.get(host="…").number == 6


def test_only_those_who_write_it_see_how_often(garden, client) -> None:
    owner, community = garden
    article = testing.an_article(community=community, by=owner)
    look(f"article:{article.pk}")
    url = f"/visits/article/{article.pk}/"
    assert client.get(url).status_code == 302
    client.force_login(testing.a_member("Max", language="en"))
    assert client.get(url).status_code == client.get(f"/visits/community/{community.pk}/").status_code == 404
    client.force_login(owner)
    page = client.get(url).content.decode()
    assert "1 person looked at it" in page and "blog.example" in page
