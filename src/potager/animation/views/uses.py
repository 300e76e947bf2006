"""What the desk knows and does, told to the members: their own page, and how it works."""

from django.contrib import messages as told
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from potager.animation import actions, known
from potager.animation.queries import network_of
from potager.animation.usesforms import NetworkForm, UsesForm
from potager.communities.views.visits import Visit, animating, forms_of_pages, in_community, signed_in
from potager.lib.permission import must


@never_cache
@forms_of_pages
@signed_in
def change_uses(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Everything that is held of the visitor here, and a switch for each use."""
    must(visit.member, "switch uses", visit.community)
    off = known.uses_of(visit.member, visit.community)
    form = UsesForm(request.POST or None, off=off)
    if request.method == "POST" and form.is_valid():
        actions.change_uses(by=visit.member, community=visit.community, off=form.off)
        told.success(request, _("The changes are kept."))
        return redirect("animation:change_uses", visit.community.address)
    context = {**_frame(visit), "form": form, "known": known.known_of(visit.member, visit.community)}
    return render(request, "animation/uses_change.html", context)


@never_cache
@require_safe
@in_community
def how(request: HttpRequest, visit: Visit) -> HttpResponse:
    """How the desk works, what it counts and how often it proposed what: for whoever reads the community."""
    must(visit.standing.member, "read how", visit.community)
    counts = known.counts_of(visit.community) if visit.standing.is_member or visit.standing.animates else []
    context = {**_frame(visit), "counts": counts, "network": network_of(visit.community)}
    return render(request, "animation/how.html", context)


@never_cache
@forms_of_pages
@animating
def change_network(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who sees the map and the rings."""
    network = network_of(visit.community)
    now = {"shows_pictures": network is not None and network.shows_pictures}
    form = NetworkForm(request.POST if request.method == "POST" else None, initial=now)
    if request.method == "POST" and form.is_valid():
        actions.change_network(by=visit.member, community=visit.community, **form.cleaned_data)
        told.success(request, _("The changes are kept."))
        return redirect("animation:how", visit.community.address)
    return render(request, "animation/network_change.html", {**_frame(visit), "form": form})


def _frame(visit: Visit) -> dict[str, object]:
    return {"community": visit.community, "standing": visit.standing, "here": "how"}
