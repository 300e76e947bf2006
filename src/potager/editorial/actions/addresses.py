"""Addresses of articles: one each, for good."""

from uuid import UUID

from django.utils.text import slugify

from potager.communities.models import Community
from potager.editorial import rules
from potager.editorial.actions.locks import locked_article
from potager.editorial.models import Article, OldAddress
from potager.journal.record import act, once
from potager.lib.permission import must
from potager.members.models import Member

ADDRESS_LONGEST = 70


@once(Article)
def rename_article(*, by: Member, article: Article, address: str, key: UUID | None = None) -> Article:
    """Give it another address; the one it had leads there for good, once readers could know it.

    Raises AddressTaken, NothingChanged. Going back to an address that it had is free.
    """
    must(by, "publish", article)
    with act("article.renamed", by=by, key=key) as done:
        locked = locked_article(article)
        wanted = slugify(address)[:ADDRESS_LONGEST].strip("-")
        if wanted == locked.address:
            raise rules.NothingChanged
        own = OldAddress.objects.filter(article=locked, address=wanted)
        if not wanted or (not own.exists() and wanted in _taken(locked.community, wanted)):
            raise rules.AddressTaken
        own.delete()
        if locked.published_at:
            OldAddress.objects.create(community=locked.community, address=locked.address, article=locked)
        locked.address = wanted
        locked.save(update_fields=["address"])
        done(locked, community=locked.community_id)
    return locked


def free_address(community: Community, title: str) -> str:
    """An address made of the title that no article of the community has, or had."""
    wanted = slugify(title)[:ADDRESS_LONGEST].strip("-") or "article"
    taken = _taken(community, wanted)
    tries = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in tries if one not in taken)


def _taken(community: Community, start: str) -> set[str]:
    """The addresses that begin like `start` and that no article can take."""
    has = Article.objects.filter(community=community, address__startswith=start)
    had = OldAddress.objects.filter(community=community, address__startswith=start)
    found = set(has.values_list("address", flat=True)) | set(had.values_list("address", flat=True))
    return found | rules.RESERVED
