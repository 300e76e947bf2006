"""Signing in and out, one’s own page, the language, the first run."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from potager.lib.languages import SPOKEN
from potager.lib.refusals import Refusal
from potager.members import actions, passkeys, queries
from potager.members.forms import (
    CodeForm,
    EmailForm,
    FirstRunForm,
    NameForm,
    PasswordForm,
    PasswordSignInForm,
    ProfileForm,
)
from potager.members.known import is_known
from potager.members.leaving import Wishes, texts_of, wishes_in
from potager.members.models import Member
from potager.members.requests import client_address, mail_is_shown, member_of, safe_next
from potager.members.views.common import INVALID, answer, forms_of_pages, signed_in, status_of

TEXTS_LISTED = 100  # a form may hold 200 fields
YEAR = 60 * 60 * 24 * 365


@never_cache
@forms_of_pages
def sign_in(request: HttpRequest) -> HttpResponse:
    """An address, then (in the same page) the code that was sent there."""
    if member_of(request):
        return redirect(safe_next(request))
    form = EmailForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    if request.method != "POST" or not form.is_valid():
        return ask_page(request, form)
    email, refusal = form.cleaned_data["email"], None
    try:
        actions.ask(email=email, language=request.LANGUAGE_CODE, **_asks(request, email))
    except Refusal as reached:
        refusal = reached  # an earlier code may still be on its way: it can be typed all the same
    return _code_page(request, CodeForm(initial={"email": email}), refusal)


@never_cache
@forms_of_pages
def confirm_code(request: HttpRequest) -> HttpResponse:
    """The code; whoever is new then says their name, and the same code serves again."""
    if request.method != "POST":
        return redirect("members:sign_in")
    form = NameForm(request.POST) if "name" in request.POST else CodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, form)
    try:
        member = _confirmed(request, form)
    except actions.NameWanted:
        return _code_page(request, NameForm(initial=form.cleaned_data))
    except Refusal as refusal:
        return _code_page(request, CodeForm(initial=form.cleaned_data), refusal)
    actions.sign_in(request, member)
    return redirect(safe_next(request))


def _confirmed(request: HttpRequest, form: Form) -> Member:
    given = form.cleaned_data
    return actions.confirm(**given, language=request.LANGUAGE_CODE, **_asks(request, given["email"]))


def _asks(request: HttpRequest, email: str) -> dict[str, Any]:
    """Who asks, as the limits see it."""
    return {"address": client_address(request), "is_known": is_known(request, email)}


def ask_page(
    request: HttpRequest,
    form: EmailForm,
    password: PasswordSignInForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The page that asks for an address; also after a password or a passkey that did not fit."""
    tried = password is not None
    fields = password or PasswordSignInForm(auto_id="password_%s", initial=form.initial)
    context = {"form": form, "password_form": fields, "tried": tried, "refusal": refusal}
    status = refusal.status if refusal else INVALID if tried or form.errors else 200
    return render(request, "members/sign_in.html", {**context, **_ways_in(request)}, status=status)


def _ways_in(request: HttpRequest) -> dict[str, Any]:
    return {
        "next": safe_next(request, ""),
        "may_own": not queries.owner_exists(),
        "has_passkeys": passkeys.place() is not None,
    }


def _code_page(request: HttpRequest, form: Form, refusal: Refusal | None = None) -> HttpResponse:
    status = refusal.status if refusal else INVALID if form.errors else 200
    context = {
        "form": form,
        "email": form["email"].value(),
        "naming": isinstance(form, NameForm),
        "refusal": refusal,
        "next": safe_next(request, ""),
        "mail_is_shown": mail_is_shown(),
    }
    return render(request, "members/sign_in_code.html", context, status=status)


@never_cache
@sensitive_post_parameters("password")
@require_POST
def sign_in_by_password(request: HttpRequest) -> HttpResponse:
    """The other way in, for those who chose a password."""
    form = PasswordSignInForm(request.POST, auto_id="password_%s")
    member = answer(
        form, lambda given: actions.check_password(request, **given, address=client_address(request))
    )
    if member is None:
        return ask_page(request, EmailForm(initial={"email": request.POST.get("email", "")}), form)
    actions.sign_in(request, member, means="password")
    return redirect(safe_next(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave this device."""
    actions.sign_out(request)
    return redirect("/")


@never_cache
@login_required
@forms_of_pages
def me(request: HttpRequest) -> HttpResponse:
    """One's own name, language and time zone."""
    member = signed_in(request)
    now = {"name": member.display_name, "language": member.language, "time_zone": member.time_zone}
    form = ProfileForm(request.POST or None, initial=now)
    if answer(form, lambda given: actions.change_member(by=member, **given)):
        messages.success(request, _("Your changes are kept."))
        return _in_language(redirect("members:me"), form.cleaned_data["language"])
    return render(request, "members/member_change.html", {"form": form}, status=status_of(form))


@never_cache
@sensitive_post_parameters()
@login_required
@forms_of_pages
def change_password(request: HttpRequest) -> HttpResponse:
    """Set or change the password."""
    member = signed_in(request)
    asks = member.has_usable_password() and not actions.has_fresh_proof(request)
    form = PasswordForm(request.POST or None, member=member, asks_current=asks)
    address = client_address(request)
    if answer(form, lambda given: actions.change_password(request, by=member, address=address, **given)):
        messages.success(request, _("Your new password is kept; your other devices are signed out."))
        return redirect("members:me")
    return render(
        request, "members/password_change.html", {"form": form, "asks": asks}, status=status_of(form)
    )


@never_cache
@login_required
@forms_of_pages
def leave(request: HttpRequest) -> HttpResponse:
    """Close one's account, after a page that says what stays."""
    if request.method != "POST":
        return _leave_page(request, Wishes())
    wishes = wishes_in(request.POST)
    try:
        actions.erase_member(by=signed_in(request), wishes=wishes)
    except Refusal as refusal:
        return _leave_page(request, wishes, refusal)
    actions.sign_out(request)
    return redirect("/")


def _leave_page(request: HttpRequest, wishes: Wishes, refusal: Refusal | None = None) -> HttpResponse:
    """The texts that somebody leaves, the newest ones to decide on one by one; the rest follows one wish."""
    texts = texts_of(signed_in(request))
    listed = [(text, wishes.each.get(text.reference, "")) for text in texts[:TEXTS_LISTED]]
    context = {"texts": texts, "listed": listed, "more": len(texts) - len(listed), "wishes": wishes}
    status = refusal.status if refusal else 200
    return render(request, "members/member_erase.html", {**context, "refusal": refusal}, status=status)


@forms_of_pages
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on, and go back to where the person was."""
    chosen = request.POST.get("language", "")
    if chosen not in SPOKEN:
        return render(request, "members/language.html", {"next": safe_next(request)})
    return _in_language(redirect(safe_next(request)), chosen)


@never_cache
@sensitive_post_parameters("code")
@forms_of_pages
def first_run(request: HttpRequest) -> HttpResponse:
    """Whoever reads the terminal becomes the owner."""
    if queries.owner_exists():
        raise Http404
    form = FirstRunForm(request.POST or None, initial=_known_of(request))
    owner = answer(form, lambda given: actions.name_owner(**given, address=client_address(request)))
    if owner is None:
        return render(request, "members/owner_name.html", {"form": form}, status=status_of(form))
    actions.sign_in(request, owner, means="first run")
    return _in_language(redirect("/c/new/"), form.cleaned_data["language"])


def _known_of(request: HttpRequest) -> dict[str, str]:
    member = member_of(request)
    known = {"language": request.LANGUAGE_CODE, "time_zone": settings.TIME_ZONE}
    return {**known, "name": member.display_name, "email": member.email} if member else known


def _in_language(response: HttpResponse, chosen: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=YEAR,
        secure=settings.ENV.is_secure,
        samesite="Lax",
        httponly=True,
    )
    return response
