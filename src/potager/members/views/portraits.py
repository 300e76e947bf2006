"""Portraits: showing one, and one's own."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.members import actions
from potager.members.forms import PortraitForm
from potager.members.portraits import path_of
from potager.members.views.common import answer, forms_of_pages, signed_in, status_of

FOR_EVER = "private, max-age=31536000, immutable"


@require_safe
def portrait(request: HttpRequest, member: UUID, digest: str, side: int) -> HttpResponse:
    """One size of a portrait. Its address cannot be guessed: who knows it was shown the person's name."""
    try:
        with default_storage.open(path_of(member, digest, side)) as file:
            data = file.read()
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(data, content_type="image/webp", headers={"Cache-Control": FOR_EVER})


@never_cache
@login_required
@forms_of_pages
def change_portrait(request: HttpRequest) -> HttpResponse:
    """Choose a picture of oneself."""
    member = signed_in(request)
    form = PortraitForm(request.POST or None, request.FILES or None)
    if answer(form, lambda given: actions.change_portrait(by=member, data=given["picture"].read())):
        messages.success(request, _("Your portrait is shown beside your name."))
        return redirect("members:me")
    return render(request, "members/portrait_change.html", {"form": form}, status=status_of(form))


@login_required
@require_POST
def remove_portrait(request: HttpRequest) -> HttpResponse:
    """Show initials again."""
    actions.remove_portrait(by=signed_in(request))
    messages.success(request, _("Your portrait is removed; your initials stand in its place."))
    return redirect("members:me")
