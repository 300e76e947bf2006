"""The books that a person wrote in under the name they bear, as their page lists them."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from potager.directory.gifts import MOST, Gift, register_gifts
from potager.members.models import Member
from potager.press.queries import newest_on_shelf
from potager.stories.models import Contribution


def _books(member: Member, viewer: Member | None) -> Iterable[Gift]:
    mine = Contribution.objects.filter(
        author=member, state=Contribution.State.SHOWN, signature=member.display_name
    )
    books = newest_on_shelf(viewer).filter(story__in=mine.values("story"))
    for edition in books[:MOST]:
        yield Gift(_("A book written with others"), edition.title, edition.get_absolute_url())


register_gifts("books", 10, _books)
