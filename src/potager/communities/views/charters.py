"""The charter: as it stands, as it stood, changing it, accepting what is new."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from potager.communities import actions, queries
from potager.communities.forms import AcceptForm, CharterForm, CompareForm
from potager.communities.models import CharterVersion, Community
from potager.communities.views.visits import Visit, forms_of_pages, in_community, managing, signed_in
from potager.lib.ids import uuid7
from potager.lib.keep import keep
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.requests import safe_next

PER_PAGE = 30


@require_safe
@in_community
def charter(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The charter, its history, and what changed between two versions."""
    must(visit.standing.member, "read", visit.community)
    page = Paginator(queries.charters_of(visit.community), PER_PAGE).get_page(request.GET.get("page"))
    form = CompareForm(request.GET if "after" in request.GET else None)
    context = {**_frame(visit), "page": page, "form": form, **_compared(form, visit.community)}
    response = render(request, "communities/charter.html", context)
    is_kept = visit.community.is_public and visit.standing.member is None and not request.GET
    places = [f"community:{visit.community.pk}"]
    return keep(response, places=places, position=visit.position) if is_kept else response


def _compared(form: CompareForm, community: Community) -> dict[str, object]:
    if not (form.is_bound and form.is_valid()):
        return {}
    before, after = sorted(form.cleaned_data.values())
    return {"before": before, "after": after, "passages": queries.charter_changes(community, before, after)}


@forms_of_pages
@managing
def change_charter(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The next version."""
    now = {"text": visit.community.charter, "seen": visit.community.charter_version}
    form = CharterForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid() and _changed(form, visit):
        messages.success(request, _("The charter is kept."))
        return redirect("communities:charter", visit.community.address)
    context = {**_frame(visit), "form": form}
    return render(request, "communities/charter_change.html", context, status=422 if form.errors else 200)


def _changed(form: CharterForm, visit: Visit) -> CharterVersion | None:
    """The new version, or None with the refusal written on the form."""
    try:
        return actions.change_charter(by=visit.member, community=visit.community, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return None


@forms_of_pages
@signed_in
def accept_charter(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is new since the person accepted it, and the button."""
    form, after = AcceptForm(request.POST), safe_next(request, visit.community.get_absolute_url())
    if not visit.standing.owes_charter:
        return redirect(after)
    context = {**_frame(visit), "passages": queries.charter_news(visit.standing), "next": after}
    if request.method != "POST" or not form.is_valid():
        return render(request, "communities/charter_accept.html", context)
    try:
        actions.accept_charter(by=visit.member, community=visit.community, **form.cleaned_data)
    except Refusal as refusal:
        context = {**context, "refusal": refusal}
        return render(request, "communities/charter_accept.html", context, status=refusal.status)
    messages.success(request, _("Thank you: you may write again."))
    return redirect(after)


def _frame(visit: Visit) -> dict[str, object]:
    return {"community": visit.community, "standing": visit.standing, "here": "charter", "new_key": uuid7}
