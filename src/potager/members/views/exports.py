"""All that is kept of oneself, as a file."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from potager.journal.read import last_position
from potager.lib.ids import uuid7
from potager.lib.refusals import Refusal
from potager.members import actions
from potager.members.forms import KeyForm
from potager.members.models import Export
from potager.members.views.common import forms_of_pages, signed_in


@never_cache
@login_required
@forms_of_pages
def export(request: HttpRequest) -> HttpResponse:
    """Ask for all one's data; once it is ready, a button."""
    member, position, status = signed_in(request), last_position(), 200
    if request.method == "POST":
        try:
            actions.ask_for_export(by=member, key=_key_in(request))
            return redirect("members:export")
        except Refusal as refusal:
            status = refusal.status
            messages.warning(request, str(refusal.message))
    newest = member.exports.order_by("-asked_at").first()
    context = {"export": newest, "key": uuid7(), "position": position}
    return render(request, "members/export.html", context, status=status)


def _key_in(request: HttpRequest) -> UUID | None:
    form = KeyForm(request.POST)
    return form.cleaned_data["key"] if form.is_valid() else None


@never_cache
@login_required
@require_safe
def download_export(request: HttpRequest, identifier: UUID) -> HttpResponseBase:
    """The file, for its owner alone."""
    ready = signed_in(request).exports.filter(state=Export.State.READY)
    found = get_object_or_404(ready, pk=identifier)
    name = f"potager-{date_format(found.ready_at or found.asked_at, 'Y-m-d')}.zip"
    return FileResponse(
        default_storage.open(found.path), as_attachment=True, filename=name, content_type="application/zip"
    )
