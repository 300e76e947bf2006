"""What every page begins with: who comes, to what they may see."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest

from potager.communities.queries import Standing
from potager.editorial import queries
from potager.editorial.models import Article
from potager.lib.permission import must
from potager.members.models import Member
from potager.members.requests import member_of


def signed_in(request: HttpRequest) -> Member:
    """Whoever is signed in (the view requires it)."""
    return cast(Member, request.user)


def visible_article(request: HttpRequest, identifier: UUID) -> tuple[Article, Standing]:
    """An article that the person may read, written or published, and their standing; 404 otherwise."""
    if found := queries.find(identifier, member_of(request)):
        return found
    raise Http404


def written_article(request: HttpRequest, identifier: UUID) -> tuple[Article, Standing]:
    """An article that the person may change; 404 or 403 otherwise."""
    article, standing = visible_article(request, identifier)
    must(member_of(request), "write", article)
    return article, standing
