"""What searching machines are told: what every stranger may read, and nothing else."""

from xml.etree import ElementTree as ET

import pytest

from potager import testing
from potager.communities.models import Community
from potager.editorial.models import Article
from potager.gatherings.models import Event
from potager.lib.keep import PLACES

pytestmark = pytest.mark.django_db
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def listed(client, path: str) -> list[str]:
    answer = client.get(path)
    assert answer["Content-Type"] == "application/xml"
    return [one.text or "" for one in ET.fromstring(answer.content).iter(f"{NAMESPACE}loc")]


def test_robots_are_told_where_the_map_is(client) -> None:
    answer = client.get("/robots.txt")
    assert "Sitemap: http://testserver/sitemap.xml" in answer.content.decode() and PLACES in answer


def test_the_map_leads_to_all_that_everybody_reads(client) -> None:
    by = testing.a_member("Éline")
    community = testing.a_community(owner=by)
    shown = [testing.an_article(community=community, by=by), testing.a_story(community=community, host=by)]
    shown += [testing.a_topic(community=community, by=by), testing.an_event(community=community, by=by)]
    article = testing.an_article(community=community, by=by, title="Among us")
    Article.objects.filter(pk=article.pk).update(audience="members")
    testing.an_article(community=community, by=by, title="Unripe", is_published=False)
    event = testing.an_event(community=community, by=by)
    Event.objects.filter(pk=event.pk).update(audience="members")
    [path] = listed(client, "/sitemap.xml")
    assert path == f"http://testserver{community.get_absolute_url()}sitemap.xml"
    there = set(listed(client, path.removeprefix("http://testserver")))
    assert there == {
        f"http://testserver{one}"
        for one in (community.get_absolute_url(), *(s.get_absolute_url() for s in shown))
    }


@pytest.mark.parametrize("visibility", ["members", "private"])
def test_nothing_is_told_of_other_communities(client, visibility: str) -> None:
    by = testing.a_member("Éline")
    community = testing.a_community(owner=by)
    Community.objects.update(visibility=visibility)
    for who in (None, by):
        if who:
            client.force_login(who)
        assert listed(client, "/sitemap.xml") == []
        assert client.get(f"{community.get_absolute_url()}sitemap.xml").status_code == 404
