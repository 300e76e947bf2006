"""Calling meetings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from potager.communities.views.visits import Visit, forms_of_pages, signed_in
from potager.gatherings import actions
from potager.gatherings.forms import PlanForm
from potager.lib.permission import must
from potager.lib.refusals import Refusal


@forms_of_pages
@signed_in
def open_event(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A title, a day and a place call a meeting."""
    must(visit.member, "open events", visit.community)
    form = PlanForm(request.POST or None, initial={"language": visit.community.language})
    if request.method == "POST" and form.is_valid():
        try:
            plan, key = form.plan(zone=visit.member.time_zone), form.key_or_new
            return redirect(
                actions.open_event(by=visit.member, community=visit.community, plan=plan, key=key)
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
    context = {"form": form, "community": visit.community, "standing": visit.standing}
    return render(request, "gatherings/event_new.html", context, status=422 if form.errors else 200)
