"""Subjects that people wish for, and dates on which they could meet."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from potager.communities.queries import standing_of
from potager.communities.views.visits import Visit, forms_of_pages
from potager.communities.views.visits import signed_in as signed_in_community
from potager.gatherings import afterpages
from potager.gatherings.actions import wishes
from potager.gatherings.afterforms import SoundingForm, SubjectForm, answers_in
from potager.gatherings.models import Session, Sounding, Subject
from potager.gatherings.permissions import may_read_sounding
from potager.gatherings.views.visits import signed_in, visible_session
from potager.lib.ids import uuid7
from potager.lib.permission import must
from potager.lib.refusals import Refusal

DEEDS = {
    "wish": wishes.wish_subject,
    "unwish": wishes.unwish_subject,
    "choose": wishes.choose_subject,
    "unchoose": wishes.unchoose_subject,
    "withdraw": wishes.withdraw_subject,
}


@login_required
@forms_of_pages
def propose_subject(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Propose what a meeting could be about."""
    session, standing = visible_session(request, identifier)
    must(signed_in(request), "propose", session)
    form = SubjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _proposed(request, session, form):
        return redirect(f"{session.get_absolute_url()}#subjects")
    context = {"form": form, "session": session, "community": session.event.community, "standing": standing}
    return render(request, "gatherings/propose_subject.html", context, status=422 if form.errors else 200)


def _proposed(request: HttpRequest, session: Session, form: SubjectForm) -> bool:
    """Whether the subject stands there; the refusal is written on the form otherwise."""
    title, words = form.cleaned_data["title"], form.cleaned_data["words"]
    said: dict[str, Any] = {"title": title, "words": words, "key": form.key_or_new}
    try:
        wishes.propose_subject(by=signed_in(request), session=session, **said)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return False
    return True


@login_required
@require_POST
def subject(request: HttpRequest, identifier: UUID, deed: str) -> HttpResponse:
    """Wish a subject, choose it, take it away; and the way back."""
    found = get_object_or_404(Subject.objects.filter(withdrawn_at=None), pk=identifier)
    found.session, _standing = visible_session(request, found.session_id)
    if deed not in DEEDS:
        raise Http404
    DEEDS[deed](by=signed_in(request), subject=found)
    return redirect(f"{found.session.get_absolute_url()}#subjects")


@forms_of_pages
@signed_in_community
def open_sounding(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask on which date to meet."""
    must(visit.member, "open events", visit.community)
    form = SoundingForm(request.POST or None, initial={"language": visit.community.language})
    if request.method == "POST" and form.is_valid():
        try:
            question, key = form.question(zone=visit.member.time_zone), form.key_or_new
            by, where = visit.member, visit.community
            return redirect(wishes.open_sounding(by=by, community=where, question=question, key=key))
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
    context = {"form": form, "community": visit.community, "standing": visit.standing}
    return render(request, "gatherings/sounding_new.html", context, status=422 if form.errors else 200)


@login_required
@forms_of_pages
def sounding(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Who could come when; one says it there too."""
    found, standing = _visible(request, identifier)
    refusal = None
    if request.method == "POST":
        try:
            wishes.answer_sounding(by=signed_in(request), sounding=found, said=answers_in(request.POST))
            return redirect(found)
        except Refusal as caught:
            refusal = caught
    context: dict[str, Any] = {
        **afterpages.sounding_page(found, standing),
        "refusal": refusal,
        "key": uuid7(),
    }
    return render(request, "gatherings/sounding.html", context, status=refusal.status if refusal else 200)


@login_required
@require_POST
def close_sounding(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Choose a date, or none."""
    found, _standing = _visible(request, identifier)
    must(signed_in(request), "close", found)
    wanted = request.POST.get("date", "")
    date = next((one for one in found.dates.all() if str(one.pk) == wanted), None)
    if wanted and date is None:
        raise Http404
    done = wishes.close_sounding(by=signed_in(request), sounding=found, date=date)
    return redirect(done.event or done)


def _visible(request: HttpRequest, identifier: UUID) -> tuple[Sounding, Any]:
    found = Sounding.objects.select_related("community", "event").filter(pk=identifier).first()
    if found is None or not may_read_sounding(signed_in(request), found):
        raise Http404
    return found, standing_of(signed_in(request), found.community)
