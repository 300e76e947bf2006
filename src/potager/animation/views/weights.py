"""How much each sign counts: read, learnt, set by hand."""

from django.contrib import messages as told
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from potager.animation import actions
from potager.animation.gestures import GESTURES
from potager.animation.queries import network_of
from potager.animation.scales import scales_of
from potager.animation.weightsforms import WeightsForm
from potager.communities.views.visits import Visit, animating, forms_of_pages


@never_cache
@forms_of_pages
@animating
def change_weights(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every sign of every gesture, with what was learnt; one gesture is changed at a time."""
    chosen = _chosen(request) if request.method == "POST" else ""
    scales = scales_of(network_of(visit.community))
    forms = [WeightsForm(request.POST if one.gesture.name == chosen else None, scale=one) for one in scales]
    sent = next((form for form in forms if form.is_bound), None)
    if sent is not None and sent.is_valid():
        actions.change_weights(by=visit.member, community=visit.community, gesture=chosen, values=sent.values)
        told.success(request, _("The changes are kept."))
        return _back(visit, chosen)
    context = {"community": visit.community, "standing": visit.standing, "here": "desk", "forms": forms}
    return render(request, "animation/weights_change.html", context, status=422 if sent else 200)


@require_POST
@animating
def forget_weights(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Let a gesture learn again from what was decided."""
    chosen = _chosen(request)
    actions.forget_weights(by=visit.member, community=visit.community, gesture=chosen)
    told.success(request, _("The desk learns again from all that was decided."))
    return _back(visit, chosen)


def _chosen(request: HttpRequest) -> str:
    name = request.POST.get("gesture", "")
    if name not in GESTURES:
        raise Http404
    return name


def _back(visit: Visit, gesture: str) -> HttpResponse:
    page = reverse("animation:change_weights", args=[visit.community.address])
    return redirect(f"{page}?of={gesture}#weights-{gesture}")
