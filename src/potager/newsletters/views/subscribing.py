"""Receiving the letter, and leaving it. Looking at a link changes nothing: mail scanners look at all of them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.communities.views.visits import Visit, forms_of_pages, in_community
from potager.communities.views.visits import signed_in as in_community_signed_in
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.requests import client_address
from potager.newsletters import actions, pages, queries, tokens
from potager.newsletters.forms import AskForm


@require_POST
@in_community
def ask_for_letter(request: HttpRequest, visit: Visit) -> HttpResponse:
    """One link goes to the address; the answer is the same whether it is known or not."""
    must(visit.standing.member, "read", visit.community)
    form = AskForm(request.POST)
    if form.is_valid() and not form.is_by_machine:
        try:
            asked = {"email": form.cleaned_data["email"], "address": client_address(request)}
            actions.ask_for_letter(community=visit.community, language=get_language() or "fr", **asked)
        except Refusal as refusal:
            form.add_error("email", str(refusal.message or refusal))
    if form.is_valid():
        return redirect("newsletters:asked", visit.community.address)
    context = pages.letter_page(visit.community, visit.standing, page="1", form=form)
    return render(request, "newsletters/letter.html", context, status=422)


@require_safe
@in_community
def asked(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Where to look now."""
    must(visit.standing.member, "read", visit.community)
    return render(request, "newsletters/asked.html", pages.frame(visit.community, visit.standing))


@require_POST
@in_community_signed_in
def subscribe_member(request: HttpRequest, visit: Visit) -> HttpResponse:
    """One button: the member's address is known to be theirs."""
    actions.subscribe_member(by=visit.member, community=visit.community)
    messages.success(request, _("You receive the letter from now on."))
    return redirect("newsletters:letter", visit.community.address)


@require_POST
@in_community_signed_in
def leave_as_member(request: HttpRequest, visit: Visit) -> HttpResponse:
    """One button ends it; the page after it can bring it back."""
    mine = queries.subscription_of(visit.member, visit.community)
    if mine is None:
        return redirect("newsletters:letter", visit.community.address)
    return _left(request, mine.pk)


@never_cache
@forms_of_pages
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with one button; the button confirms."""
    found = queries.subscriber(_read(token, tokens.CONFIRM))
    if found and request.method == "POST":
        found = actions.confirm(subscriber=found)
    leaving = tokens.token_for(found.pk, tokens.LEAVE) if found else ""
    is_done = found is not None and found.is_confirmed
    context = {"subscriber": found, "is_done": is_done, "leave_token": leaving}
    return render(request, "newsletters/confirm.html", context, status=200 if found else 410)


@never_cache
@forms_of_pages
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """A page with one button; the button, and a mail program's one click, post to it."""
    identifier = _read(token, tokens.LEAVE)
    if request.method == "POST":
        return _back(request, identifier) if request.POST.get("undo") else _left(request, identifier)
    found = queries.subscriber(identifier)
    return render(request, "newsletters/leave.html", {"subscriber": found, "is_gone": found is None})


def _read(token: str, purpose: str) -> UUID:
    identifier = tokens.read_token(token, purpose)
    if identifier is None:
        raise Http404
    return identifier


def _left(request: HttpRequest, identifier: UUID) -> HttpResponse:
    context = {"seal": actions.end_subscription(subscriber=identifier), "is_done": True}
    context["token"] = tokens.token_for(identifier, tokens.LEAVE)
    return render(request, "newsletters/leave.html", context)


def _back(request: HttpRequest, identifier: UUID) -> HttpResponse:
    is_back = actions.take_back(seal=request.POST["undo"], subscriber=identifier)
    context = {"is_undone": is_back, "is_gone": not is_back, "subscriber": queries.subscriber(identifier)}
    return render(request, "newsletters/leave.html", context, status=200 if is_back else 410)
