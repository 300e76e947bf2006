"""The log, and how a community looks after itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from potager.lib.permission import must
from potager.moderation import actions, pages, queries
from potager.moderation.forms import CareForm
from potager.moderation.views.visits import signed_in, standing_at

PER_PAGE = 50


@never_cache
@require_safe
def log(request: HttpRequest, address: str) -> HttpResponse:
    """Every decision: in full for those who look after the place, in its outline for readers if it is shown."""
    standing = standing_at(request, address)
    care = queries.care_of(standing.community)
    if not standing.moderates and not (care.shows_log and standing.reads):
        raise Http404
    page = Paginator(queries.log_of(standing.community), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "moderation/log.html", pages.log_page(standing, care, page))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_care(request: HttpRequest, address: str) -> HttpResponse:
    """Show the log, or not; draw lots, or not."""
    standing = standing_at(request, address)
    must(standing.member, "animate", standing.community)
    care = queries.care_of(standing.community)
    now = {"shows_log": care.shows_log, "draws_lots": care.draws_lots}
    form = CareForm(request.POST if request.method == "POST" else None, initial=now)
    if request.method == "POST" and form.is_valid():
        actions.change_care(by=signed_in(request), community=standing.community, **form.cleaned_data)
        messages.success(request, _("The changes are kept."))
        return redirect("moderation:queue", standing.community.address)
    return render(request, "moderation/care_change.html", {**pages.frame(standing), "form": form})
