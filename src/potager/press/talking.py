"""What can be talked about: books."""

from django.db.models import QuerySet

from potager.conversations.subjects import Subject, Thing, counts, register
from potager.press.models import Edition
from potager.press.queries import COMMUNITIES, HIDDEN, UNHIDDEN, visible_to


def _books() -> QuerySet[Edition]:
    shown = Edition.objects.filter(UNHIDDEN).exclude(state__in=HIDDEN)
    return shown.select_related(*COMMUNITIES)


def _book(edition: Edition) -> Thing:
    return Thing(
        about=f"book:{edition.pk}",
        title=edition.title,
        url=edition.get_absolute_url(),
        community=edition.community,
        language=edition.language,
        places=(edition.place, f"edition:{edition.pk}"),
    )


def said_about(edition: Edition) -> int:
    """How many posts are shown about a book."""
    return counts([f"book:{edition.pk}"]).get(f"book:{edition.pk}", 0)


register("book", Subject(visible_to=visible_to, all=_books, describe=_book))
