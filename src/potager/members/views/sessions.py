"""Where one is signed in."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.members import actions, queries
from potager.members.devices import in_words
from potager.members.models import Session
from potager.members.views.common import signed_in


@never_cache
@login_required
@require_safe
def sign_ins(request: HttpRequest) -> HttpResponse:
    """Every device on which one is signed in, this one first."""
    member, here = signed_in(request), queries.session_of(request)
    others = queries.sessions_of(member, besides=here)
    context = {"here": here and _told(here), "others": [_told(session) for session in others]}
    return render(request, "members/sign_ins.html", context)


def _told(session: Session) -> dict[str, object]:
    return {
        "row": session,
        "device": in_words(session.browser, session.system),
        "is_fresh": session.seen_on == timezone.now().date(),
    }


@never_cache
@login_required
@require_POST
def end_session(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Sign one device out."""
    member = signed_in(request)
    session = get_object_or_404(queries.sessions_of(member), identifier=identifier)
    if session == queries.session_of(request):
        actions.sign_out(request)
        return redirect("/")
    actions.end_session(by=member, sessions=[session])
    messages.success(request, _("That device is signed out."))
    return redirect("members:sign_ins")


@never_cache
@login_required
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign every other device out."""
    actions.end_other_sessions(request, by=signed_in(request))
    messages.success(request, _("You are signed in on this device only."))
    return redirect("members:sign_ins")
