"""What was published is found, told in letters, and by the bell to those who follow."""

from datetime import timedelta

import pytest
from django.utils import timezone

from potager import testing
from potager.communities.actions import join_community
from potager.conversations.actions import follow_community
from potager.conversations.models import Topic
from potager.editorial.actions import Text, correct_article, save_article
from potager.editorial.models import Article
from potager.journal.digests import Span, all_sections
from potager.journal.findable import findable_of
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.journal.read import all_readers, catch_up
from potager.members.models import Member
from potager.notices.models import Notice
from potager.search.actions import work_off

pytestmark = pytest.mark.django_db


def everyone_reads() -> None:
    for reader in all_readers():
        catch_up(reader)
    while work_off():
        pass


@pytest.fixture
def article(db: None) -> Article:
    everyone_reads()  # a reader begins where the journal ends when it comes
    editor = testing.a_member("Éline", language="en")
    community = testing.a_community(owner=editor)
    return testing.an_article(community=community, by=editor, body="Peas like *clay*.")


def a_reader(article: Article, name: str = "Inès") -> Member:
    reader = testing.a_member(name, language="en")
    join_community(by=reader, community=article.community, accepts_charter=True)
    return reader


def test_what_readers_read_is_found_and_what_they_may_not_is_not(article: Article, client) -> None:
    everyone_reads()
    assert "Sowing peas" in client.get("/search/?q=clay").content.decode()
    found = findable_of("article")
    assert found
    neighbour = testing.a_member("Neighbour")
    for hides in ({"audience": "members"}, {"hidden_at": timezone.now()}, {"state": "withdrawn"}):
        kept = Article.objects.filter(pk=article.pk).values(*hides).get()
        Article.objects.update(**hides)
        assert not found.visible([article.pk], None) | found.visible([article.pk], neighbour)
        Article.objects.update(**kept)
    Article.objects.update(state="draft")
    assert not list(found.entries([article.pk]))


def told_to(member: Member) -> list[str]:
    """The titles that the letter of the day has for somebody."""
    [section] = [one for one in all_sections() if one.name == "read"]
    now = timezone.now()
    items = list(section.items(Span(now - timedelta(days=1), now + timedelta(minutes=1))))
    return [item.title for item in section.chosen([member.pk], items).get(member.pk, [])]


def test_the_letter_tells_members_but_its_authors(article: Article) -> None:
    reader, stranger = a_reader(article), testing.a_member("Neighbour")
    Article.objects.update(audience="members")
    assert told_to(reader) == ["Sowing peas"]
    assert told_to(stranger) == told_to(article.opened_by) == []
    Article.objects.update(hidden_at=timezone.now())
    assert told_to(reader) == []


def test_who_follows_the_community_hears_of_it_at_once(article: Article) -> None:
    follower, other, gone = a_reader(article), a_reader(article, "Omar"), testing.a_member("Gone")
    for one in (follower, gone):
        follow_community(by=one, community=article.community, level="everything")
    told = Activity.objects.get(kind="article.published")
    [notice] = kind_of("article.published").notices(told)
    assert (notice.member, notice.reason) == (follower.pk, "room")
    assert notice.subject == "The garden has published “Sowing peas”"
    assert told_to(follower) == [] and told_to(other) == ["Sowing peas"]
    everyone_reads()
    assert (
        Notice.objects.filter(member=follower).exists() and not Notice.objects.filter(member=other).exists()
    )
    Article.objects.update(hidden_at=timezone.now())
    assert not list(kind_of("article.published").notices(told))


def test_what_is_on_the_desk_is_told_nowhere(article: Article, client) -> None:
    editor, home = article.opened_by, article.community.get_absolute_url()
    client.force_login(editor)
    client.post(f"/discuss/article/{article.pk}/", {"text": "Mine froze."})
    client.logout()
    text = Text(title="Sowing onions", standfirst="Onions.", body="Onions like sand.")
    save_article(by=editor, article=article, text=text, base=article.version)
    everyone_reads()
    topic = Topic.objects.get(about=f"article:{article.pk}")
    paths = [
        home,
        f"{home}articles/",
        article.get_absolute_url(),
        topic.get_absolute_url(),
        "/search/?q=peas",
    ]
    paths += [
        f"{home}articles/feed.atom",
        f"{home}comments/feed.json",
        f"{home}sitemap.xml",
        f"{home}follow/",
    ]
    pages = [client.get(path).content.decode() for path in paths]
    assert not [path for path, page in zip(paths, pages, strict=True) if "nions" in page]
    assert told_to(a_reader(article)) == ["Sowing peas"]
    correct_article(by=editor, article=article)
    topic.refresh_from_db()
    assert topic.title == "Sowing onions" and "Sowing onions" in client.get(home).content.decode()
