"""What every page begins with: who comes, to what they may see."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from potager.lib.permission import must
from potager.members.models import Member
from potager.members.requests import member_of
from potager.press import queries as press
from potager.press.models import Edition
from potager.translations import queries
from potager.translations.models import Translation


def signed_in(request: HttpRequest) -> Member:
    """Whoever is signed in (the view requires it)."""
    return cast(Member, request.user)


def visible_edition(request: HttpRequest, identifier: UUID) -> Edition:
    """An edition that who asks may read, in the language in which it was written; 404 otherwise."""
    return get_object_or_404(press.visible_to(member_of(request)).filter(original=None), pk=identifier)


def joined_translation(request: HttpRequest, identifier: UUID) -> Translation:
    """A translation in which who asks may take part; 404 or 403 otherwise."""
    found = get_object_or_404(queries.visible_to(member_of(request)), pk=identifier)
    must(member_of(request), "translate", found)
    return found
