"""At the door: the list, a ticket, marks that come late because there was no network; thanks."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.communities.views.visits import forms_of_pages
from potager.gatherings import afterpages, attending
from potager.gatherings.actions import after
from potager.gatherings.afterforms import CountForm, MarkForm, ThanksForm
from potager.gatherings.models import Registration
from potager.gatherings.places import by_secret
from potager.gatherings.views.visits import run_session, signed_in
from potager.lib.refusals import Refusal, SentBefore
from potager.ui import assets


@login_required
@never_cache
@require_safe
def door(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Who is expected, and who is here."""
    session, standing = run_session(request, identifier)
    return render(request, "gatherings/door.html", afterpages.door_page(session, standing))


@login_required
@require_POST
def mark_attendance(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Somebody is here, or is not after all; a script gets no page."""
    session, _standing = run_session(request, identifier)
    form = MarkForm(request.POST)
    row = _expected(session.pk, form.cleaned_data["registration"]) if form.is_valid() else None
    if row is None:
        raise Http404
    said = {"came": form.cleaned_data["came"], "at": form.moment(), "key": form.cleaned_data["key"]}
    row.session = session
    with suppress(SentBefore):  # it was sent twice: the network came and went
        after.mark_attendance(by=signed_in(request), registration=row, **said)
    if request.headers.get("X-Requested-With") == "potager":
        return HttpResponse(status=204)
    return redirect("gatherings:door", session.pk)


@login_required
@require_POST
def count_attendance(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """How many came unannounced."""
    session, _standing = run_session(request, identifier)
    form = CountForm(request.POST)
    if form.is_valid():
        after.count_attendance(by=signed_in(request), session=session, heads=form.cleaned_data["heads"])
    return redirect("gatherings:door", session.pk)


@login_required
@never_cache
@require_safe
def ticket(request: HttpRequest, ticket: str) -> HttpResponse:
    """What a QR code opens, for those who keep the door; nothing to anybody else."""
    pk = attending.pk_on(ticket)
    row = Registration.objects.filter(pk=pk).select_related("member").first() if pk else None
    if row is None:
        raise Http404
    session, standing = run_session(request, row.session_id)
    row.session = session
    return render(request, "gatherings/ticket.html", afterpages.ticket_page(row, standing))


@login_required
@forms_of_pages
def thank_session(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Words of thanks to those who came."""
    session, standing = run_session(request, identifier)
    form = ThanksForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = {"thanks": form.cleaned_data["thanks"], "key": form.key_or_new}
            after.thank_session(by=signed_in(request), session=session, **said)
            messages.success(request, _("Your thanks are on their way."))
            return redirect("gatherings:door", session.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
    context: dict[str, Any] = {**afterpages.door_page(session, standing), "form": form}
    return render(request, "gatherings/thank_session.html", context, status=422 if form.errors else 200)


@require_POST
def name_attendance(request: HttpRequest, secret: str) -> HttpResponse:
    """Whoever came says whether they may be named; whoever holds the link speaks for its person."""
    mine = by_secret(secret)
    if mine is None:
        raise Http404
    agrees = request.POST.get("agrees") == "on"
    after.name_attendance(by=mine.member, registration=mine, agrees=agrees)
    messages.success(request, _("Thank you: it is noted."))
    return redirect("gatherings:registration", secret)


@require_safe
def door_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the door's page when there is no network; it stands above the pages that it keeps."""
    text = assets.read("gatherings/js/door-worker.js")
    return HttpResponse(
        text, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )


def _expected(session: UUID, identifier: UUID) -> Registration | None:
    return Registration.objects.filter(pk=identifier, session=session).select_related("member").first()
