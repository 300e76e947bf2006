"""The page that explains feeds, one's own secret address, and what the head of an article tells programs."""

import json
import re

import pytest
from django.test import Client

from potager import testing
from potager.communities.actions import join_community, remove_member
from potager.communities.models import Community, Membership
from potager.editorial.leaving import _settle
from potager.editorial.models import Article, PrivateFeed
from potager.editorial.tests.by_the_letter import CHECKS
from potager.lib.keep import PLACES
from potager.members.export import parts_of
from potager.members.models import Member

pytestmark = pytest.mark.django_db
HOSTILE = "</script><script>alert(1)</script> \u2028 <!-- & “peas”"


def browser(member: Member | None = None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if member:
        client.force_login(member)
    return client


@pytest.fixture
def article(db: None) -> Article:
    editor = testing.a_member("Éline", language="en")
    return testing.an_article(community=testing.a_community(owner=editor), by=editor)


def own_address(article: Article, member: Member) -> str:
    page = browser(member).get(f"{article.community.get_absolute_url()}follow/").content.decode()
    found = re.search(r'href="http://testserver(/feeds/[^/]+/)feed\.atom"', page)
    return found[1] if found else ""


def test_the_page_explains_and_lists_what_there_is(article: Article) -> None:
    home = article.community.get_absolute_url()
    answer = browser().get(f"{home}follow/")
    page = answer.content.decode()
    assert "A feed is an address" in page and PLACES in answer
    for room in ("articles/", "comments/"):
        for form in CHECKS:
            assert f'href="http://testserver{home}{room}feed.{form}"' in page
    assert 'rel="alternate" type="application/atom+xml"' in page and "own address" not in page
    Community.objects.update(visibility="members")
    assert browser().get(f"{home}follow/").status_code == 403
    inside = browser(article.opened_by).get(f"{home}follow/").content.decode()
    assert "Make my own address" in inside and "articles/feed.atom" not in inside


def test_ones_own_address_has_what_is_for_members_until_it_is_ended(article: Article) -> None:
    community, reader = article.community, testing.a_member("Inès")
    Article.objects.update(audience="members")
    path = f"{community.get_absolute_url()}follow/own/"
    assert browser(reader).post(path).status_code == 403  # does not belong yet
    assert browser().post(path).status_code == 302 and browser(reader).get(path).status_code == 405
    join_community(by=reader, community=community, accepts_charter=True)
    browser(reader).post(path)
    own = own_address(article, reader)
    for form, check in CHECKS.items():
        answer = browser().get(f"{own}feed.{form}")
        check(answer.content)
        assert "Sowing peas" in answer.content.decode() and PLACES not in answer
        assert answer["Cache-Control"] == "private, no-cache" and answer["X-Robots-Tag"] == "noindex"
    again = browser().get(
        f"{own}feed.atom", headers={"if-none-match": browser().get(f"{own}feed.atom")["ETag"]}
    )
    assert again.status_code == 304
    browser(reader).post(path)
    anew = own_address(article, reader)
    assert anew != own and browser().get(f"{own}feed.atom").status_code == 404
    assert [part.path for part in parts_of(reader) if "feeds" in part.path] == ["feeds.json"]
    browser(reader).post(path, {"do": "end"})
    assert browser().get(f"{anew}feed.atom").status_code == 404 and not own_address(article, reader)


def test_ones_own_address_is_dead_once_one_is_out(article: Article) -> None:
    community, reader = article.community, testing.a_member("Inès")
    join_community(by=reader, community=community, accepts_charter=True)
    browser(reader).post(f"{community.get_absolute_url()}follow/own/")
    own, mine = own_address(article, reader), Membership.objects.get(member=reader)
    assert browser().get(f"{own}feed.atom").status_code == 200
    remove_member(by=article.opened_by, membership=mine)
    assert browser().get(f"{own}feed.atom").status_code == 404
    _settle(reader, {})
    assert not PrivateFeed.objects.exists()
    assert browser().get("/feeds/nothing/feed.atom").status_code == 404


def test_the_head_tells_programs_what_the_page_tells_people(article: Article) -> None:
    page = browser().get(article.get_absolute_url()).content.decode()
    here = f"http://testserver{article.get_absolute_url()}"
    assert f'<link rel="canonical" href="{here}">' in page and '"og:title" content="Sowing peas"' in page
    assert '<meta name="description" content="Early is late enough.">' in page and "noindex" not in page
    told = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    assert (told["@type"], told["headline"], told["url"]) == ("Article", "Sowing peas", here)
    assert told["author"] == [{"@type": "Person", "name": "Éline"}]
    for type_ in ("atom+xml", "rss+xml", "feed+json"):
        assert f'<link rel="alternate" type="application/{type_}"' in page
    Article.objects.update(audience="members")
    inside = browser(article.opened_by).get(article.get_absolute_url()).content.decode()
    assert '<meta name="robots" content="noindex">' in inside and "articles/feed.atom" not in inside


def test_no_word_ends_the_data_early(article: Article) -> None:
    made = testing.an_article(
        community=article.community, by=article.opened_by, title=HOSTILE, standfirst=HOSTILE
    )
    page = browser().get(made.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    told = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    assert told["headline"] == " ".join(HOSTILE.split())


def test_translations_name_one_another(article: Article) -> None:
    other = testing.an_article(community=article.community, by=article.opened_by, title="Semer des pois")
    Article.objects.update(translation=article.pk)
    Article.objects.filter(pk=other.pk).update(language="fr")
    for one in (article, other):
        page = browser().get(one.get_absolute_url()).content.decode()
        for language, there in (("en", article), ("fr", other)):
            assert (
                page.count(f'hreflang="{language}" href="http://testserver{there.get_absolute_url()}"') == 1
            )
