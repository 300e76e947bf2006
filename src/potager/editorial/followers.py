"""Who wants to be told of all that is written in a community: they hear of each article, once it is out."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from potager.communities.models import Membership
from potager.conversations.models import Follow
from potager.editorial.models import Article, Author
from potager.journal.kinds import Notice
from potager.members.models import Member


def of(communities: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """The members of each community who follow it whole."""
    here = Membership.objects.taking_part().filter(community__in=list(communities), member__is_active=True)
    belong = set(here.values_list("community", "member"))
    follows = Follow.objects.filter(community__in=list(communities), topic=None, room=None)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for pair in follows.filter(level=Follow.Level.EVERYTHING).values_list("community", "member"):
        if pair in belong:
            found[pair[0]].add(pair[1])
    return found


def told_of(article: Article, *, actor: UUID | None) -> Iterable[Notice]:
    """What they are told of an article that is published; neither its authors nor whoever published it."""
    signed = Author.objects.filter(article=article).values_list("member", flat=True)
    besides = {actor, article.opened_by_id, *signed}
    people = of([article.community_id])[article.community_id] - besides
    for member in Member.objects.filter(pk__in=people):
        with translation.override(member.language):
            yield _notice(member, article)


def _notice(to: Member, article: Article) -> Notice:
    facts = {
        "name": to.display_name,
        "title": article.shown.title,
        "community": article.community.name,
        "standfirst": article.shown.standfirst,
        "link": (settings.ENV.url or "") + article.get_absolute_url(),
    }
    body = (
        _("Hello %(name)s,\n\n%(community)s has published “%(title)s”.\n\n%(standfirst)s\n\n%(link)s") % facts
    )
    return Notice(
        member=to.pk,
        address=to.email,
        language=to.language,
        subject=_("%(community)s has published “%(title)s”") % facts,
        body=body.replace("\n\n\n\n", "\n\n"),
        reason="room",
        thing=f"article:{article.pk}",
        url=article.get_absolute_url(),
        community=article.community_id,
        thread=f"article:{article.pk}",
    )
