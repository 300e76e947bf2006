"""What a village has of its paper: an article that readers read, one that is being written."""

from typing import Any

from village import Village

from potager import testing
from potager.editorial.actions import Text, open_article, publish_article, save_article
from potager.editorial.actions.feeds import make_private_feed
from potager.editorial.actions.margins import make_remark
from potager.editorial.feedsecrets import secret_of
from potager.editorial.models import Article, PrivateFeed, Remark

# What is asked for by a button of the desk.
DECIDED = (
    *("keep_draft", "drop_draft", "keep_article_beside", "preview", "recall_article", "return_article"),
    *("schedule_article", "unschedule_article", "withdraw_article", "bring_back_article", "rename_article"),
)
TITLE, DRAFTED = "The pumpkin paper", "The unripe pumpkin"


def published(village: Village) -> Article:
    """An article of the editor's."""
    found = Article.objects.filter(community=village.community, title=TITLE).first()
    by = village.people["editor"]
    return found or testing.an_article(community=village.community, by=by, title=TITLE)


def drafted(village: Village) -> Article:
    """One that the member is writing."""
    found = Article.objects.filter(community=village.community, title=DRAFTED).first()
    by = village.people["member"]
    return found or testing.an_article(community=village.community, by=by, title=DRAFTED, is_published=False)


def community(village: Village) -> dict[str, Any]:
    """Its address."""
    return {"address": village.community.address}


def remark(village: Village) -> dict[str, Any]:
    """What stands in its margin."""
    by, article = village.people["member"], drafted(village)
    found = Remark.objects.filter(article=article).first()
    made = found or make_remark(by=by, article=article, quote="", words="Riper, please.")
    return {"identifier": made.pk}


def visited(village: Village) -> dict[str, Any]:
    """How often the article was looked at."""
    return {"sort": "article", "identifier": published(village).pk}


def dressed(village: Village) -> dict[str, Any]:
    """A part of its look; of nobody's choice, so that nothing is there."""
    return {**community(village), "digest": "0123456789abcdef"}


def slug(village: Village) -> dict[str, Any]:
    """Where readers find the article."""
    return {**community(village), "slug": published(village).address}


def page_slug(village: Village) -> dict[str, Any]:
    """Where readers find a page of the editor's."""
    found = Article.objects.filter(community=village.community, kind=Article.Kind.PAGE).first()
    by, place = village.people["editor"], village.community
    if found is None:
        found = open_article(by=by, community=place, title="The pumpkin house", kind=Article.Kind.PAGE)
        save_article(by=by, article=found, text=Text(title=found.title, body="Round."), base=0)
        publish_article(by=by, article=found)
    return {**community(village), "slug": found.address}


def draft(village: Village) -> dict[str, Any]:
    """The one that is being written."""
    return {"identifier": drafted(village).pk}


def feed(village: Village) -> dict[str, Any]:
    """The feed of the paper, or of what is said about it."""
    return {**community(village), "form": "atom"}


def shelf_feed(village: Village) -> dict[str, Any]:
    """The feed of a drawer, a tag or a series that there is not: what holds nothing for strangers has none either."""
    return {**feed(village), "name": "pumpkins"}


def signature_feed(village: Village) -> dict[str, Any]:
    """The feed of whoever signed the article."""
    return {**feed(village), "identifier": published(village).authors.get().pk}


def comments_feed(village: Village) -> dict[str, Any]:
    """The feed of what is said about the article."""
    return {**feed(village), "slug": published(village).address}


def private_feed(village: Village) -> dict[str, Any]:
    """The member's own feed."""
    by = village.people["member"]
    own = PrivateFeed.objects.filter(member=by, community=village.community).first()
    own = own or make_private_feed(by=by, community=village.community)
    return {"secret": secret_of(own.pk), "form": "atom"}


def kept_version(village: Village) -> dict[str, Any]:
    """What was kept of it first."""
    return {**draft(village), "number": 1}


def ways(way: Any, page: dict[str, bool], act: dict[str, bool]) -> dict[str, Any]:
    """The addresses of the paper (see ways.WAYS)."""
    return {
        "editorial:make_remark": way(draft),
        **{
            f"editorial:{deed}_remark": way(remark, **act)
            for deed in ("answer", "take", "decline", "resolve", "reopen")
        },
        "visits:count_visit": way(safe=False),
        "visits:visits": way(visited, **page),
        "frontpages:arrange_front": way(community),
        "frontpages:undo_arrangement": way(community, **act),
        "frontpages:change_theme": way(community),
        "frontpages:undo_theme": way(community, **act),
        "frontpages:tried_sheet": way(community, **page),
        "frontpages:theme_sheet": way(dressed, **page),
        "frontpages:logo": way(dressed, **page),
        "editorial:follow_paper": way(community, **page),
        "editorial:own_feed": way(community, **act),
        "editorial:feed": way(feed, **page),
        "editorial:category_feed": way(shelf_feed, **page),
        "editorial:tag_feed": way(shelf_feed, **page),
        "editorial:series_feed": way(shelf_feed, **page),
        "editorial:signature_feed": way(signature_feed, **page),
        "editorial:comments_feed": way(feed, **page),
        "editorial:article_comments_feed": way(comments_feed, **page),
        "editorial:private_feed": way(private_feed, knows=True),
        "editorial:articles": way(community, **page),
        "editorial:article": way(slug, **page),
        "editorial:page": way(page_slug, **page),
        "editorial:open_article": way(community),
        "editorial:save_article": way(draft),
        "editorial:publish_article": way(draft),
        "editorial:correct_article": way(draft),
        "editorial:submit_article": way(draft),
        "editorial:change_article": way(draft),
        **{f"editorial:{name}": way(draft, **act) for name in DECIDED},
        "editorial:writing_now": way(draft, **page),
        "editorial:compare_draft": way(draft, **page),
        "editorial:versions": way(draft, **page),
        "editorial:compare": way(draft, **page),
        "editorial:version": way(kept_version, **page),
        "editorial:restore_article": way(kept_version, **act),
        "editorial:my_articles": way(community, **page),
        "editorial:articles_in_work": way(community, **page),
    }
