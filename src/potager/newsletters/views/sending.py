"""Sending the letter: at once or at an hour, seen, paused, stopped."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from potager.communities.queries import Standing
from potager.communities.views.visits import forms_of_pages
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.members.views.common import signed_in
from potager.newsletters import actions, pages
from potager.newsletters.forms import WhenForm
from potager.newsletters.models import Issue
from potager.newsletters.views.visits import View, of_issue


@of_issue
@forms_of_pages
def send_issue(request: HttpRequest, issue: Issue, standing: Standing) -> HttpResponse:
    """How many receive it, then the button."""
    if request.method == "POST":
        actions.send_issue(by=signed_in(request), issue=issue)
        return redirect("newsletters:sending", issue.pk)
    return _asked(request, issue, standing, WhenForm(zone=signed_in(request).time_zone))


@of_issue
@forms_of_pages
def schedule_issue(request: HttpRequest, issue: Issue, standing: Standing) -> HttpResponse:
    """When it leaves."""
    by = signed_in(request)
    form = WhenForm(request.POST or None, zone=by.time_zone)
    if request.method == "POST" and form.is_valid():
        try:
            actions.schedule_issue(by=by, issue=issue, due_at=form.cleaned_data["due_at"])
            return redirect("newsletters:sending", issue.pk)
        except Refusal as refusal:
            form.add_error("due_at", str(refusal.message))
    return _asked(request, issue, standing, form)


def _asked(request: HttpRequest, issue: Issue, standing: Standing, form: WhenForm) -> HttpResponse:
    if not issue.is_draft:
        return redirect("newsletters:sending", issue.pk)
    context = {"form": form, **pages.send_page(issue, standing)}
    return render(request, "newsletters/send.html", context, status=422 if form.errors else 200)


@of_issue
@require_safe
def sending(request: HttpRequest, issue: Issue, standing: Standing) -> HttpResponse:
    """How far it is."""
    if issue.is_draft:
        return redirect("newsletters:save_issue", issue.pk)
    return render(request, "newsletters/sending.html", pages.sending_page(issue, standing))


def _pressed(action: Callable[..., Issue]) -> View:
    @of_issue
    @require_POST
    def press(request: HttpRequest, issue: Issue, _standing: Standing) -> HttpResponse:
        by: Member = signed_in(request)
        action(by=by, issue=issue)
        return redirect("newsletters:sending", issue.pk)

    return press


unschedule_issue = _pressed(actions.unschedule_issue)
pause_issue = _pressed(actions.pause_issue)
resume_issue = _pressed(actions.resume_issue)
stop_issue = _pressed(actions.stop_issue)
