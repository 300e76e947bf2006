"""A person's page, one's own profile, and the directory of a community."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.communities.forms import key_in
from potager.communities.refusals import MembersOnly
from potager.communities.views.visits import Visit, forms_of_pages, signed_in
from potager.directory import actions, queries
from potager.directory.drawing import drawn
from potager.directory.finding import Wanted, commonest, look
from potager.directory.forms import (
    AffiliationForm,
    OrganisationForm,
    ProfileForm,
    after_in,
    typed_from,
    wanted_in,
    without_after,
)
from potager.directory.gifts import gifts_of
from potager.directory.mapping import cells_of
from potager.directory.models import LONGEST_TALENT, Affiliation, Talent
from potager.directory.suggesting import credits_of_lists, offers
from potager.lib.permission import may, must
from potager.lib.refusals import Refusal
from potager.lib.texts import one_line
from potager.members.models import Member
from potager.members.requests import member_of

PER_PAGE = 30


def _me(request: HttpRequest) -> Member:
    member = member_of(request)
    if member is None:
        raise Http404
    return member


@never_cache
@require_safe
def person(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """What somebody shows of themselves, and what they gave."""
    viewer = member_of(request)
    shown = queries.person(identifier, viewer)
    if shown is None:
        raise Http404
    context = {
        "shown": shown,
        "person": shown.member,
        "gifts": gifts_of(shown.member, viewer),
        "met": queries.met(identifier, viewer),
        "veils": queries.veils_of(shown.member) if shown.is_self else [],
    }
    return render(request, "directory/person.html", context)


@never_cache
@login_required
@forms_of_pages
def change_profile(request: HttpRequest) -> HttpResponse:
    """Say something of oneself, each field to whom one chooses."""
    member = _me(request)
    said = typed_from(queries.profile_of(member), list(member.talents.all()))
    form = ProfileForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_profile(by=member, said=form.said(), key=form.cleaned_data["key"])
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Your profile is kept."))
            return redirect("directory:person", member.pk)
    context = {"form": form, "person": member, "lists": credits_of_lists()}
    return render(request, "directory/profile_change.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_safe
@login_required
def suggest_talents(request: HttpRequest) -> HttpResponse:
    """What could be meant by what somebody types into their profile."""
    asked = request.GET.get("kind", "")
    kind = Talent.Kind.INTEREST if asked == Talent.Kind.INTEREST else Talent.Kind.TALENT
    typed, language = one_line(request.GET.get("q", ""))[:LONGEST_TALENT], get_language() or ""
    found = offers(typed, member=_me(request), kind=kind, language=language)
    return JsonResponse(
        {"names": [{"name": one.name, "text": f"{one.name},", "hint": one.hint} for one in found]}
    )


def _page(request: HttpRequest, visit: Visit, template: str, status: int = 200, **more: Any) -> HttpResponse:
    context = {"community": visit.community, "standing": visit.standing, "here": "members", **more}
    return render(request, f"directory/{template}.html", context, status=status)


def _look(visit: Visit) -> None:
    if not visit.standing.is_member:
        raise MembersOnly


@never_cache
@require_safe
@signed_in
def directory(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who can do what here, by talent, interest and place."""
    _look(visit)
    wanted, behind = wanted_in(request.GET), after_in(request.GET)
    found = look(visit.community, visit.member, wanted, behind)
    return _page(
        request, visit, "directory", found=found, wanted=wanted, rest=without_after(request.GET), behind=behind,
        is_asked=wanted != Wanted(), talents=commonest(visit.community, Talent.Kind.TALENT),
        interests=commonest(visit.community, Talent.Kind.INTEREST), mine=queries.profile_of(visit.member),
    )  # fmt: skip


@never_cache
@require_safe
@signed_in
def people_map(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Where people are, as coarse as they wished; drawn here."""
    _look(visit)
    return _page(request, visit, "map", map=drawn(cells_of(visit.community)))


@never_cache
@require_safe
@signed_in
def organisations(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The organisations that people here belong to."""
    _look(visit)
    page = Paginator(queries.organisations_of(visit.community), PER_PAGE).get_page(request.GET.get("page"))
    return _page(request, visit, "organisations", page=page, form=AffiliationForm())


@never_cache
@require_POST
@signed_in
def state_affiliation(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Say that one belongs to an organisation."""
    _look(visit)
    form = AffiliationForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            stated = actions.state_affiliation(by=visit.member, community=visit.community, **data)
            return redirect(stated.organisation.get_absolute_url())
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
    page = Paginator(queries.organisations_of(visit.community), PER_PAGE).get_page(1)
    return _page(request, visit, "organisations", 422, page=page, form=form)


@never_cache
@require_safe
@signed_in
def organisation(request: HttpRequest, visit: Visit, identifier: UUID) -> HttpResponse:
    """An organisation, and who belongs to it."""
    _look(visit)
    found = get_object_or_404(queries.organisations_of(visit.community), pk=identifier)
    found.community = visit.community
    mine = Affiliation.objects.filter(member=visit.member, organisation=found).first()
    page = Paginator(queries.people_of(found), PER_PAGE).get_page(request.GET.get("page"))
    describes = may(visit.member, "describe", found)
    return _page(
        request, visit, "organisation", organisation=found, page=page, mine=mine, describes=describes
    )


@never_cache
@forms_of_pages
@signed_in
def describe_organisation(request: HttpRequest, visit: Visit, identifier: UUID) -> HttpResponse:
    """Say what an organisation is."""
    found = get_object_or_404(queries.organisations_of(visit.community), pk=identifier)
    found.community = visit.community
    must(visit.member, "describe", found)
    form = OrganisationForm(request.POST or None, initial={"about": found.about, "link": found.link})
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe_organisation(by=visit.member, organisation=found, **form.cleaned_data)
            return redirect(found.get_absolute_url())
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
    status = 422 if form.is_bound else 200
    return _page(request, visit, "organisation_describe", status, organisation=found, form=form)


@never_cache
@require_POST
@signed_in
def end_affiliation(request: HttpRequest, visit: Visit, identifier: UUID) -> HttpResponse:
    """Belong to an organisation no longer."""
    mine = get_object_or_404(
        Affiliation.objects.select_related("organisation__community"),
        pk=identifier, member=visit.member, organisation__community=visit.community,
    )  # fmt: skip
    actions.end_affiliation(by=visit.member, affiliation=mine, key=key_in(request.POST))
    messages.success(request, _("It is done."))
    return redirect("directory:organisations", visit.community.address)
