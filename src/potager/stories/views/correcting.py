"""Corrections: proposing one, and what its author does with it, signed in or by the link of a letter."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.lib.permission import may
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.members.requests import member_of
from potager.stories import actions, editing, editpages, queries, tokens
from potager.stories.editforms import CorrectionForm, RemarkForm
from potager.stories.models import Contribution, Correction
from potager.stories.views.visits import hosted_contribution, signed_in


@login_required
def propose_correction(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Another wording and a reason, for the author to see."""
    found = hosted_contribution(request, identifier, verb="edit")
    editing.refuse_released(found.story)
    if request.method != "POST":  # pressed twice, the second is answered as the first
        editing.refuse_contribution(found)
    form = CorrectionForm(request.POST or None, contribution=found)
    if request.method == "POST" and form.is_valid() and (made := _proposed(request, found, form)):
        messages.success(request, _("The correction is on its way to its author."))
        return redirect("stories:correction", made.pk)
    context = editpages.proposal_page(found, signed_in(request), form)
    return render(request, "stories/correction_new.html", context, status=422 if form.errors else 200)


def _proposed(request: HttpRequest, found: Contribution, form: CorrectionForm) -> Correction | None:
    try:
        return actions.propose_correction(by=signed_in(request), contribution=found, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return None


@login_required
@require_safe
def correction(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The difference, what is said about it, and what the reader may do."""
    found = _readable(identifier, signed_in(request))
    return render(
        request, "stories/correction.html", editpages.correction_page(found, signed_in(request), RemarkForm())
    )


@never_cache
@require_safe
def correction_by_letter(request: HttpRequest, identifier: UUID, token: str) -> HttpResponse:
    """The same for its author, who comes by the link of a letter."""
    found = _opened(identifier, token)
    context = editpages.correction_page(found, found.author, RemarkForm(), token=token)
    return render(request, "stories/correction.html", context)


@require_POST
def agree_correction(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Yes."""
    return _done(
        request, identifier, actions.agree_correction, _("Thank you: the new wording is in the text.")
    )


@require_POST
def refuse_correction(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """No."""
    return _done(request, identifier, actions.refuse_correction, _("Your words stay as they are."))


@require_POST
def take_back_correction(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Propose it no more."""
    return _done(request, identifier, actions.take_back_correction, _("The correction is taken back."))


@require_POST
def undo_correction(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The wording before it again."""
    return _done(request, identifier, actions.undo_correction, _("The earlier wording is in the text again."))


def _done(request: HttpRequest, identifier: UUID, action: Callable[..., Any], said: str) -> HttpResponse:
    person = _person(request, identifier)
    if person is None:
        return redirect_to_login(f"/corrections/{identifier}/")
    action(by=person, correction=_readable(identifier, person))
    messages.success(request, said)
    return _back(request, identifier)


@require_POST
def discuss_correction(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """A remark, by the author or an editor."""
    person, form = _person(request, identifier), RemarkForm(request.POST)
    if person is None:
        return redirect_to_login(f"/corrections/{identifier}/")
    found = _readable(identifier, person)
    if form.is_valid():
        actions.discuss_correction(by=person, correction=found, **form.cleaned_data)
        return _back(request, identifier)
    context = editpages.correction_page(found, person, form, token=request.POST.get("letter", ""))
    return render(request, "stories/correction.html", context, status=422)


def _person(request: HttpRequest, identifier: UUID) -> Member | None:
    """Who answers: the author by the token of the letter, or whoever is signed in."""
    token = request.POST.get("letter", "")
    return _opened(identifier, token).author if token else member_of(request)


def _back(request: HttpRequest, identifier: UUID) -> HttpResponse:
    token = request.POST.get("letter", "")
    if token:
        return redirect("stories:correction_by_letter", identifier, token)
    return redirect("stories:correction", identifier)


def _opened(identifier: UUID, token: str) -> Correction:
    """What a letter's link leads to; the same refusal whatever is wrong with it."""
    found = queries.correction(identifier)
    if found is None or not tokens.opens(token, found) or not may(found.author, "answer", found):
        raise tokens.LinkEnded
    return found


def _readable(identifier: UUID, person: Member) -> Correction:
    """A correction that the person may read; 404 otherwise."""
    found = queries.correction(identifier)
    if found is None or not may(person, "discuss", found):
        raise Http404
    return found
