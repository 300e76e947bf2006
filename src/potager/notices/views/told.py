"""What a person is told, under the bell."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.conversations.queries import may_read
from potager.members.views.common import signed_in
from potager.notices import actions, following, forms, queries


@never_cache
@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What happened that concerns the person, the newest first."""
    member, asked = signed_in(request), forms.Before(request.GET)
    before = asked.cleaned_data["before"] if asked.is_valid() else None
    entries, more = queries.entries(member, before=before)
    context = {"entries": entries, "more": more, "before": before, "unread": queries.unread_count(member)}
    return render(
        request, "notices/notices.html", {**context, "undo": request.session.pop("notices_undo", "")}
    )


@never_cache
@login_required
@require_safe
def bell(request: HttpRequest) -> HttpResponse:
    """The bell as it is now, for a page that was away."""
    return render(request, "notices/bell_count.html", {"unread": queries.unread_count(signed_in(request))})


@never_cache
@login_required
@require_POST
def mark_read(request: HttpRequest, heap: UUID) -> HttpResponse:
    """One of them is read; a page that only notes that somebody went there needs no answer."""
    at = actions.mark_read(by=signed_in(request), heap=heap)
    if request.POST.get("on_the_way"):
        return HttpResponse(status=204)
    request.session["notices_undo"] = at.isoformat() if at else ""
    return redirect("notices:notices")


@never_cache
@login_required
@require_POST
def mark_seen(request: HttpRequest, topic: UUID) -> HttpResponse:
    """What was read in a topic needs no bell: as far as the person's read mark goes."""
    member = signed_in(request)
    if not may_read(member.pk, topic):
        raise Http404
    actions.mark_seen(by=member, topic=topic, number=following.read_up_to(member, topic))
    return HttpResponse(status=204)


@never_cache
@login_required
@require_POST
def mark_all_read(request: HttpRequest) -> HttpResponse:
    """All of them are read."""
    at = actions.mark_all_read(by=signed_in(request))
    request.session["notices_undo"] = at.isoformat() if at else ""
    return redirect("notices:notices")


@never_cache
@login_required
@require_POST
def mark_unread(request: HttpRequest) -> HttpResponse:
    """What was marked a moment ago is as it was."""
    asked = forms.Moment(request.POST)
    if asked.is_valid() and actions.mark_unread(by=signed_in(request), at=asked.cleaned_data["at"]):
        messages.success(request, _("They are new again."))
    return redirect("notices:notices")
