"""Passkeys: one's own, and coming in with one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from potager.lib.ids import uuid7
from potager.lib.refusals import Refusal
from potager.members import actions
from potager.members import passkeys as keys
from potager.members.devices import device_of, in_words
from potager.members.forms import EmailForm, PasskeyForm
from potager.members.requests import client_address, safe_next
from potager.members.views.accounts import ask_page
from potager.members.views.common import answer, signed_in, status_of


@never_cache
@login_required
@require_safe
def passkeys(request: HttpRequest) -> HttpResponse:
    """One's passkeys, and a way to add one."""
    device = in_words(*device_of(request.headers.get("User-Agent", "")))
    return _page(request, PasskeyForm(initial={"name": device, "key": uuid7()}))


def _page(request: HttpRequest, form: PasskeyForm) -> HttpResponse:
    context = {
        "form": form,
        "passkeys": signed_in(request).passkeys.order_by("added_at"),
        "place": keys.place(),
    }
    return render(request, "members/passkeys.html", context, status=status_of(form))


@never_cache
@login_required
@require_POST
def passkey_creation(request: HttpRequest) -> HttpResponse:
    """What the browser needs to make a passkey."""
    return JsonResponse(keys.creation_options(signed_in(request)))


@never_cache
@login_required
@sensitive_post_parameters("credential")
@require_POST
def add_passkey(request: HttpRequest) -> HttpResponse:
    """Keep the passkey that the browser made."""
    member, form = signed_in(request), PasskeyForm(request.POST)
    added = answer(
        form,
        lambda given: actions.add_passkey(
            by=member, answer=given["credential"], name=given["name"], key=given["key"]
        ),
    )
    if added is None:
        return _page(request, form)
    messages.success(request, _("Your passkey is kept: from now on you can come in with it."))
    return redirect("members:passkeys")


@never_cache
@login_required
@require_POST
def remove_passkey(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Take a passkey away."""
    member = signed_in(request)
    passkey = get_object_or_404(member.passkeys.all(), pk=identifier)
    actions.remove_passkey(by=member, passkey=passkey)
    messages.success(request, _("That passkey opens nothing here any more. Remove it from your device too."))
    return redirect("members:passkeys")


@never_cache
@require_POST
def passkey_request(request: HttpRequest) -> HttpResponse:
    """What the browser needs to let a passkey sign: the same for everybody, whoever has one."""
    return JsonResponse(keys.request_options())


@never_cache
@sensitive_post_parameters("credential")
@require_POST
def sign_in_by_passkey(request: HttpRequest) -> HttpResponse:
    """Come in with a passkey."""
    given = request.POST.get("credential", "")
    try:
        member = actions.check_passkey(answer=given, address=client_address(request))
    except Refusal as refusal:
        return ask_page(request, EmailForm(), refusal=refusal)
    actions.sign_in(request, member, means="passkey")
    return redirect(safe_next(request))
