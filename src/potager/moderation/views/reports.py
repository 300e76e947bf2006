"""Reporting something, and keeping whoever wrote it at a distance."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from potager.lib.budget import Budget
from potager.members.actions import NotOneself, block_member, mute_member
from potager.members.models import Member
from potager.members.queries import network_of
from potager.members.requests import client_address, member_of
from potager.moderation import actions, rules
from potager.moderation.forms import ReportForm
from potager.moderation.subjects import Found
from potager.moderation.views.visits import signed_in, visible_thing

forms_of_pages = require_http_methods(["GET", "HEAD", "POST"])
REPORTS = Budget(
    most=4.5, refill=1 / 300
)  # in reports, not in seconds: five at once, then one in five minutes


@never_cache
@forms_of_pages
def report(request: HttpRequest, kind: str, identifier: UUID) -> HttpResponse:
    """Say that something needs care, signed in or not."""
    subject, found = visible_thing(request, kind, identifier)
    form = ReportForm(request.POST or None)
    context = {"found": found, "subject": subject, "community": found.community, "form": form, "kind": kind,
               "identifier": identifier, "meets": subject.meets and found.author}  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return render(request, "moderation/report.html", context, status=422 if form.errors else 200)
    if not form.is_trapped:
        _report(request, kind, identifier, found, form)
    return render(request, "moderation/reported.html", context)


def _report(request: HttpRequest, kind: str, identifier: UUID, found: Found, form: ReportForm) -> None:
    member = member_of(request)
    client = f"{member.pk}" if member else network_of(client_address(request))
    if REPORTS.is_spent(client):
        raise rules.TooManyReports
    with REPORTS.spend(client, least=1.0):
        actions.make_report(
            by=member, kind=kind, identifier=identifier, found=found, complaint=form.complaint,
            key=form.cleaned_data["key"],
        )  # fmt: skip


@never_cache
@login_required
@forms_of_pages
def aversion(request: HttpRequest, kind: str, identifier: UUID) -> HttpResponse:
    """Read somebody no more, or hear nothing from them any more."""
    subject, found = visible_thing(request, kind, identifier)
    if not subject.meets or found.author is None:
        raise Http404
    context = {"found": found, "community": found.community, "kind": kind, "identifier": identifier}
    if request.method != "POST":
        return render(request, "moderation/aversion.html", context)
    try:
        _keep(request, found.author, found.signed)
    except NotOneself as refusal:
        return render(request, "moderation/aversion.html", {**context, "refusal": refusal}, status=422)
    return redirect(found.url)


def _keep(request: HttpRequest, author: Member, signed: str) -> None:
    keep = block_member if request.POST.get("kind") == "block" else mute_member
    keep(by=signed_in(request), toward=author, name=signed or author.display_name)
    told = _("It is done, and nobody but you knows. The list is on the page of your account.")
    messages.success(request, told)
