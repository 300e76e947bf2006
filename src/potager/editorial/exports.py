"""What the paper brings to an export of one's data: the articles one opened, and each text one kept or is typing."""

from collections.abc import Iterator

from potager.editorial.heldexports import held
from potager.editorial.models import Article, Author, Draft, PrivateFeed, Series, Version
from potager.members.export import Part, as_json, register_export
from potager.members.models import Member

TEXT = ("article", "title", "standfirst", "body", "entries", "saved_at")


def _written(member: Member) -> Iterator[Part]:
    """Articles without the words that others kept in them."""
    opened = Article.objects.filter(opened_by=member).order_by("opened_at", "pk")
    signed = Author.objects.filter(member=member).order_by("since", "pk")
    versions = Version.objects.filter(by=member).order_by("saved_at", "pk")
    drafts = Draft.objects.filter(by=member).order_by("saved_at", "pk")
    content = {
        "opened": list(opened.values("id", "community", "address", "state", "opened_at", "published_at")),
        "signed": list(signed.values("article", "signature", "state", "since")),
        "series": list(
            Series.objects.filter(opened_by=member).order_by("opened_at").values("id", "title", "about")
        ),
        "versions": list(versions.values("number", "correction", "published_at", *TEXT)),
        "drafts": list(drafts.values(*TEXT)),
    }
    yield as_json("articles.json", content)


def _followed(member: Member) -> Iterator[Part]:
    """Where they have a feed of their own; its secret stands on the page that made it."""
    feeds = PrivateFeed.objects.filter(member=member).order_by("made_at")
    yield as_json("feeds.json", list(feeds.values("community", "made_at")))


register_export("editorial", _written)
register_export("feeds", _followed)
register_export("editorial: media", held)
