"""Whom one keeps at a distance, and letting them come near again."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.members import actions, queries
from potager.members.models import Aversion
from potager.members.views.common import signed_in


@never_cache
@login_required
@require_safe
def aversions(request: HttpRequest) -> HttpResponse:
    """Everybody whom one would rather not read or hear from."""
    return render(request, "members/aversions.html", {"aversions": queries.aversions_of(signed_in(request))})


@never_cache
@login_required
@require_POST
def unmute_member(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Read somebody again."""
    actions.unmute_member(by=signed_in(request), aversion=_own(request, identifier))
    messages.success(request, _("You read what they write again."))
    return redirect("members:aversions")


@never_cache
@login_required
@require_POST
def unblock_member(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Let somebody write again."""
    actions.unblock_member(by=signed_in(request), aversion=_own(request, identifier))
    messages.success(request, _("You read what they write again, and they can write to you."))
    return redirect("members:aversions")


def _own(request: HttpRequest, identifier: UUID) -> Aversion:
    return get_object_or_404(queries.aversions_of(signed_in(request)), pk=identifier)
