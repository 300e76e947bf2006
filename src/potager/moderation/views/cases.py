"""The queue, and one case: taking it, noting, deciding."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.lib.refusals import Refusal
from potager.moderation import actions, pages
from potager.moderation.forms import NoteForm
from potager.moderation.views.visits import case_in_hand, looked_after, signed_in

PER_PAGE = 30


@never_cache
@login_required
@require_safe
def queue(request: HttpRequest, address: str) -> HttpResponse:
    """All that needs care, the oldest first."""
    standing = looked_after(request, address)
    cases = pages.cases_for(standing)
    page = Paginator(cases, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "moderation/queue.html", pages.queue_page(standing, page))


@never_cache
@login_required
@require_safe
def case(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """One thing with its reports, and what can be decided about it."""
    found, standing = case_in_hand(request, identifier)
    return _page(request, pages.case_page(found, standing))


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    is_refused = context["note"].errors or context["decide"].errors
    return render(request, "moderation/case.html", context, status=422 if is_refused else 200)


@login_required
@require_POST
def claim_report(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Take it."""
    found, _standing = case_in_hand(request, identifier)
    actions.claim_report(by=signed_in(request), case=found)
    return redirect("moderation:case", found.pk)


@login_required
@require_POST
def release_report(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Put it back."""
    found, standing = case_in_hand(request, identifier)
    actions.release_report(by=signed_in(request), case=found)
    return redirect("moderation:queue", standing.community.address)


@login_required
@require_POST
def note_report(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Tell the others something."""
    found, standing = case_in_hand(request, identifier)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, pages.case_page(found, standing, note=form))
    actions.note_report(by=signed_in(request), case=found, text=form.cleaned_data["text"])
    return redirect("moderation:case", found.pk)


@never_cache
@login_required
@require_POST
def take_decision(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Decide; or put words from the list into the field, to be completed."""
    found, standing = case_in_hand(request, identifier)
    form = pages.decision_form(found, standing, request.POST)
    if "begin" in request.POST or not form.is_valid():
        return _page(request, pages.case_page(found, standing, decide=form))
    try:
        actions.take_decision(
            by=signed_in(request), case=found, ruling=form.ruling, key=form.cleaned_data["key"]
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return _page(request, pages.case_page(found, standing, decide=form))
    messages.success(request, _("It is decided. Those whom it concerns are told."))
    return redirect("moderation:queue", standing.community.address)
