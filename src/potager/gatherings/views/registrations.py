"""Registering, and what one does with one's registration: by a link in a mail, or signed in. GET changes nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.communities.views.visits import forms_of_pages
from potager.gatherings import actions, comingpages, guestlist, invitations, places
from potager.gatherings.models import Registration
from potager.gatherings.registerforms import RegistrationForm, said_before
from potager.gatherings.views.visits import run_session, visible_session
from potager.gatherings.welcoming import Welcome, submit
from potager.lib.refusals import Refusal
from potager.members.requests import member_of


@never_cache
@forms_of_pages
def make_registration(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Somebody says that they come: a member at once, a passer-by with the code that confirms their address."""
    session, standing = visible_session(request, identifier)
    mine = places.registration_of(standing.member, session)
    if mine is not None and mine.state != Registration.State.CANCELLED:
        return redirect(f"/come/{mine.secret}/")
    form = RegistrationForm(session, request.POST or None, initial=said_before(mine) if mine else None)
    if request.method != "POST":
        welcome: Registration | Welcome = Welcome(form, standing)
    else:
        welcome = submit(request, form, session, standing)
    if isinstance(welcome, Registration):
        return redirect(f"/come/{welcome.secret}/")
    context = comingpages.form_page(session, welcome)
    return render(request, "gatherings/make_registration.html", context, status=welcome.status)


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Find the registration that the link belongs to; whoever holds the link speaks for its person."""

    @never_cache
    @wraps(view)
    def find(request: HttpRequest, secret: str, **rest: Any) -> HttpResponse:
        mine = places.by_secret(secret)
        if mine is None:
            raise Http404
        return view(request, mine, **rest)

    return find


@require_safe
@by_link
def registration(request: HttpRequest, mine: Registration) -> HttpResponse:
    """How it stands, and what one can do about it."""
    return render(request, "gatherings/registration.html", comingpages.own_page(mine, member_of(request)))


@forms_of_pages
@by_link
def change_registration(request: HttpRequest, mine: Registration) -> HttpResponse:
    """More or fewer companions, another answer, another reminder."""
    form = RegistrationForm(mine.session, request.POST or None, initial=said_before(mine))
    if request.method == "POST" and form.is_valid():
        try:
            coming = form.coming()
            actions.change_registration(by=mine.member, registration=mine, coming=coming, key=form.key_or_new)
            messages.success(request, _("Your registration is changed."))
            return redirect(f"/come/{mine.secret}/")
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
    context = {**comingpages.own_page(mine, member_of(request)), "form": form}
    return render(request, "gatherings/change_registration.html", context, status=422 if form.errors else 200)


@require_POST
@by_link
def cancel_registration(request: HttpRequest, mine: Registration) -> HttpResponse:
    """One does not come after all."""
    return _acted(request, mine, actions.cancel_registration)


@require_POST
@by_link
def resume_registration(request: HttpRequest, mine: Registration) -> HttpResponse:
    """One comes after all, while there is room."""
    return _acted(request, mine, actions.resume_registration)


@require_POST
@by_link
def accept_place(request: HttpRequest, mine: Registration) -> HttpResponse:
    """One takes the place that is held."""
    return _acted(request, mine, actions.accept_place)


def _acted(request: HttpRequest, mine: Registration, act: Callable[..., object]) -> HttpResponse:
    """Done, or why not; the page says how it stands either way."""
    try:
        act(by=mine.member, registration=mine)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    return redirect(f"/come/{mine.secret}/")


@require_safe
@never_cache
def guests(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Who comes, for those who welcome them; also to be printed."""
    session, standing = run_session(request, identifier)
    return render(request, "gatherings/guests.html", comingpages.guests_page(session, standing))


@require_safe
@never_cache
def guests_file(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The same as a table."""
    session, _standing = run_session(request, identifier)
    day = f"{session.starts_at:%Y-%m-%d}"
    headers = {"Content-Disposition": f'attachment; filename="guests-{day}.csv"'}
    return HttpResponse(guestlist.as_csv(session), content_type="text/csv; charset=utf-8", headers=headers)


@require_POST
def cancel_guest(request: HttpRequest, identifier: UUID, guest: UUID) -> HttpResponse:
    """Those who welcome take somebody off the list, who is told."""
    session, _standing = run_session(request, identifier)
    found = Registration.objects.filter(session=session, pk=guest).first()
    if found is None:
        raise Http404
    found.session = session
    by = member_of(request)
    assert by is not None  # noqa: S101 (only whoever runs the date comes here)
    actions.cancel_registration(by=by, registration=found)
    return redirect("gatherings:guests", identifier)


@require_safe
def session_file(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The date for one's own calendar, as everybody who reads of it may know it."""
    session, _standing = visible_session(request, identifier)
    headers = {"Content-Disposition": 'attachment; filename="meeting.ics"'}
    return HttpResponse(
        invitations.published(session), content_type="text/calendar; charset=utf-8", headers=headers
    )
