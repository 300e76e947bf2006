"""From a session to its recap."""

from typing import cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from potager.communities.views.visits import forms_of_pages
from potager.editorial.models import Article
from potager.editorial.permissions import may_write
from potager.gatherings.attending import names_for_recap
from potager.gatherings.views.visits import run_session
from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.recaps import actions


@login_required
@forms_of_pages
def open_recap(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """What the article begins with; one press opens it, or leads to the one that there is."""
    session, standing = run_session(request, identifier)
    by = cast(Member, request.user)
    known = (
        Article.objects.select_related("community").filter(pk=session.recap).first()
        if session.recap
        else None
    )
    if known and may_write(by, known):
        return redirect("editorial:save_article", known.pk)
    if request.method == "POST":
        return redirect("editorial:save_article", actions.open_recap(by=by, session=session).pk)
    context = {"session": session, "community": session.event.community, "standing": standing, "key": uuid7()}
    context |= {"names": names_for_recap(session), "known": known}
    return render(request, "recaps/recap_open.html", context)
