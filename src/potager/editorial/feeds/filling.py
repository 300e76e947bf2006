"""From articles and comments to the entries of a feed: whole, with whole addresses, fifty at most."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from mimetypes import guess_type

from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from potager.authorship.queries import Byline
from potager.conversations.models import Post
from potager.editorial import queries, websub
from potager.editorial.feeds.parts import FORMS, Entry, Feed, File, Person
from potager.editorial.feeds.sources import Source
from potager.editorial.feeds.travelling import Address, travelling
from potager.editorial.models import SIDES, Article, Medium, Picture

MOST = 50  # entries
MOST_CHARACTERS = (
    1_500_000  # of texts in one feed; beyond them an entry says what it is about, and where it is
)
SUMMARY = 300  # characters, where there is no standfirst
WEB = ("http://", "https://")


def filled(source: Source, address: Address) -> Feed:
    """The feed of a source; `address` makes whole addresses of paths."""
    community = source.community
    if source.articles is not None:
        articles = list(source.articles.prefetch_related("tags")[:MOST])
        entries = tuple(_articles(articles, source, address))
        places = {f"article:{one.pk}" for one in articles}
    else:
        posts = list(source.posts[:MOST]) if source.posts is not None else []
        entries = tuple(_comment(post, address) for post in posts)
        places = {f"topic:{one.topic_id}" for one in posts}
    return Feed(
        identifier=source.identifier,
        title=source.title,
        page=address(source.page),
        language=community.language,
        by=Person(community.name, address(community.get_absolute_url())),
        updated=_newest(entries, community.created_at),
        entries=entries,
        about=" ".join(source.about.split()),
        hub=websub.hub() if source.articles is not None and source.is_public else "",
        addresses={form: address(source.path(form)) for form in FORMS},
        places=(f"community:{community.pk}", *sorted(places)),
    )


def _newest(entries: Iterable[Entry], begun: datetime) -> datetime:
    return max((entry.updated for entry in entries), default=begun)


def _articles(articles: Sequence[Article], source: Source, address: Address) -> Iterator[Entry]:
    names, left = queries.bylines(articles), MOST_CHARACTERS
    files = files_of(articles, address)
    for article in articles:
        article.community = source.community
        left -= len(article.shown.html)
        is_whole = left >= 0
        yield _article(article, names[article.pk], files.get(article, []), address, is_whole=is_whole)


def _article(
    article: Article, authors: Iterable[Byline], files: list[File], address: Address, *, is_whole: bool
) -> Entry:
    shown, page = article.shown, address(article.get_absolute_url())
    summary = summary_of(article)
    tags = [tag.name for tag in article.tags.all()]
    return Entry(
        identifier=article.pk,
        title=shown.title,
        url=page,
        html=travelling(
            shown.html if is_whole else format_html("<p>{}</p>", summary), page=page, address=address
        ),
        published=article.published_at or shown.changed_at,
        updated=max(shown.changed_at, article.published_at or shown.changed_at),
        summary=summary,
        language=article.language,
        authors=tuple(Person(one.name, one.link if one.link.startswith(WEB) else "") for one in authors),
        categories=tuple([article.category.name, *tags] if article.category else tags),
        image=address(article.cover.address_of(SIDES[0]))
        if is_ready(article.cover) and article.cover
        else "",
        files=tuple(files),
        comments=f"{page}#comments" if article.takes_comments else "",
    )


def summary_of(article: Article) -> str:
    """What an article is about: its standfirst, the beginning of its text where it has none."""
    return article.shown.standfirst or Truncator(article.shown.text).chars(SUMMARY)


def is_ready(picture: Picture | None) -> bool:
    """Whether a picture can be shown."""
    return picture is not None and picture.state == Picture.State.READY


def files_of(articles: Iterable[Article], address: Address) -> dict[Article, list[File]]:
    """What goes with articles: sounds and films that stand in the text that readers read, then the cover."""
    found: dict[Article, list[File]] = {article: [] for article in articles}
    media = Medium.objects.filter(article__in=found, state=Medium.State.READY).exclude(kind=Medium.Kind.EMBED)
    by_pk = {article.pk: article for article in found}
    for one in media.order_by("added_at"):
        article = by_pk[one.article_id]
        if one.file_address in article.shown.html:
            kind = guess_type(one.path)[0] or "application/octet-stream"
            found[article].append(File(address(one.file_address), kind, one.bytes))
    for article, files in found.items():
        if is_ready(article.cover) and article.cover:
            path, url = article.cover.path_of(SIDES[0]), article.cover.address_of(SIDES[0])
            if default_storage.exists(path):
                files.append(File(address(url), "image/webp", default_storage.size(path)))
    return found


def _comment(post: Post, address: Address) -> Entry:
    page = address(post.get_absolute_url())
    pictures = render_to_string("editorial/feed_pictures.html", {"pictures": post.pictures.all()})
    return Entry(
        identifier=post.pk,
        title=_("%(name)s on “%(title)s”") % {"name": post.signature, "title": post.topic.title},
        url=page,
        html=travelling(post.html + pictures, page=page, address=address),
        published=post.written_at,
        updated=post.edited_at or post.written_at,
        language=post.topic.language,
        authors=(Person(post.signature),),
    )
