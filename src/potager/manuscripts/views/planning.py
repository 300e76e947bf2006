"""The editor's acts: the book, its plan, who writes what, and when it is ready."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.manuscripts import actions, pages
from potager.manuscripts.forms import BriefForm, Keyed, MoveForm, OutlineForm, PledgeForm, WordForm
from potager.manuscripts.views.visits import (
    edited_manuscript,
    edited_section,
    signed_in,
    visible_community,
    visible_pledge,
    visible_section,
)


def _tried(form: Keyed | WordForm, act: Callable[[], Any]) -> Any:
    """What came of an act, None with the refusal written on the form."""
    try:
        return act()
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return None


@login_required
def open_manuscript(request: HttpRequest, address: str) -> HttpResponse:
    """A title and an intention open a collective book."""
    member = signed_in(request)
    community, standing = visible_community(address, member)
    must(member, "open manuscripts", community)
    form = OutlineForm(request.POST or None, initial={"language": community.language})
    if request.method == "POST" and form.is_valid():
        made: dict[str, Any] = {"outline": form.outline(zone=member.time_zone), "key": form.key_or_new}
        if book := _tried(form, lambda: actions.open_manuscript(by=member, community=community, **made)):
            return redirect(book)
    context = {"form": form, "community": community, "standing": standing}
    return render(request, "manuscripts/manuscript_new.html", context, status=422 if form.errors else 200)


@login_required
def change_manuscript(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """What the book is about, for whom, until when."""
    found, standing = edited_manuscript(request, identifier)
    form = OutlineForm(request.POST or None, initial={name: getattr(found, name) for name in pages.OUTLINE})
    if request.method == "POST" and form.is_valid():
        sent: dict[str, Any] = {"outline": form.outline(zone=found.time_zone), "key": form.key_or_new}
        if _tried(form, lambda: actions.change_manuscript(by=signed_in(request), manuscript=found, **sent)):
            messages.success(request, _("The changes are kept."))
            return redirect(found)
    context = {**pages.frame(found, standing), "form": form}
    return render(request, "manuscripts/manuscript_change.html", context, status=422 if form.errors else 200)


@login_required
def add_section(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """A chapter more, at the end of the plan."""
    found, standing = edited_manuscript(request, identifier)
    form = BriefForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent: dict[str, Any] = {"brief": form.as_brief(), "key": form.key_or_new}
        if _tried(form, lambda: actions.add_section(by=signed_in(request), manuscript=found, **sent)):
            messages.success(request, _("The chapter is in the plan."))
            return redirect(
                "manuscripts:add_section" if "more" in request.POST else "manuscripts:manuscript", found.pk
            )
    context = {**pages.frame(found, standing), "form": form}
    return render(request, "manuscripts/section_new.html", context, status=422 if form.errors else 200)


@login_required
def change_section(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """A chapter's title, brief and date."""
    found, standing = edited_section(request, identifier)
    form = BriefForm(request.POST or None, initial={name: getattr(found, name) for name in pages.BRIEF})
    if request.method == "POST" and form.is_valid():
        sent: dict[str, Any] = {"section": found, "brief": form.as_brief()}
        if _tried(form, lambda: actions.change_section(by=signed_in(request), **sent)):
            return redirect(found)
    context = {**pages.frame(found.manuscript, standing), "section": found, "form": form}
    return render(request, "manuscripts/section_change.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def move_section(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Another place in the plan."""
    found, _standing = edited_section(request, identifier)
    form = MoveForm(request.POST)
    if form.is_valid():
        actions.move_section(by=signed_in(request), section=found, to=form.cleaned_data["to"])
    if request.headers.get("X-Requested-With") == "potager":
        return HttpResponse(status=204 if form.is_valid() else 422)
    return redirect(f"{found.manuscript.get_absolute_url()}{pages.where(form.cleaned_data.get('to'))}")


@login_required
@require_POST
def remove_section(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Out of the plan; it can be brought back."""
    found, _standing = edited_section(request, identifier)
    actions.remove_section(by=signed_in(request), section=found)
    return redirect(found.manuscript)


@login_required
@require_POST
def bring_back_section(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Into the plan again."""
    found, _standing = edited_section(request, identifier)
    actions.bring_back_section(by=signed_in(request), section=found)
    return redirect(found.manuscript)


@login_required
@require_POST
def assign_section(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Ask somebody to write it."""
    found, _standing = edited_section(request, identifier)
    form = pages.assign_form(found.manuscript, request.POST)
    if form.is_valid():
        actions.assign_section(by=signed_in(request), section=found, member=form.cleaned_data["member"])
    return redirect(found)


@login_required
@require_POST
def free_section(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Give one's chapter back; the editor may name another author."""
    found, _standing = visible_section(request, identifier)
    author = pages.author_in(found, request.POST.get("author", ""), signed_in(request))
    actions.free_section(by=signed_in(request), section=found, member=author)
    return redirect(found)


@login_required
@require_POST
def make_pledge(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """I would like to write this one."""
    found, _standing = visible_section(request, identifier)
    form = PledgeForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    actions.make_pledge(by=signed_in(request), section=found, note=note, key=form.key_or_new)
    return redirect(found)


@login_required
@require_POST
def accept_pledge(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Yes."""
    found = visible_pledge(request, identifier)
    actions.accept_pledge(by=signed_in(request), pledge=found)
    return redirect(found.section)


@login_required
@require_POST
def decline_pledge(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """No, with a kind word."""
    found = visible_pledge(request, identifier)
    actions.decline_pledge(by=signed_in(request), pledge=found, answer=request.POST.get("answer", ""))
    return redirect(found.section)


@login_required
@require_POST
def withdraw_pledge(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """I have changed my mind."""
    found = visible_pledge(request, identifier)
    actions.withdraw_pledge(by=signed_in(request), pledge=found)
    return redirect(found.section)


@login_required
@require_POST
def approve_section(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """It is ready."""
    found, _standing = edited_section(request, identifier)
    actions.approve_section(by=signed_in(request), section=found)
    return redirect(found)


@login_required
def return_section(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Ask for a word, then give it back to its authors."""
    found, standing = edited_section(request, identifier)
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        word = form.cleaned_data["word"]
        if _tried(form, lambda: actions.return_section(by=signed_in(request), section=found, word=word)):
            return redirect(found)
    context = {**pages.frame(found.manuscript, standing), "section": found, "form": form}
    return render(request, "manuscripts/section_return.html", context, status=422 if form.errors else 200)
