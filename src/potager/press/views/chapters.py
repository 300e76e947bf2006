"""Pages for who makes a collective book."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.manuscripts import queries as manuscripts
from potager.manuscripts.models import Manuscript
from potager.members.requests import absolute, member_of
from potager.press import actions, queries
from potager.press.forms import ChaptersForm
from potager.press.models import Edition
from potager.press.views.common import frame_of, signed_in


@login_required
def release_chapters(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The last look before a collective book: chapters, names, licence; then release."""
    found = get_object_or_404(manuscripts.visible_to(member_of(request)), pk=identifier)
    must(request.user, "edit", found)
    if edition := queries.edition_of(found):
        return redirect("press:book", edition.pk)
    form = ChaptersForm(request.POST or None, initial={"title": found.title, "subtitle": found.subtitle})
    if request.method == "POST" and form.is_valid() and (made := _released(request, found, form)):
        return redirect("press:book", made.pk)
    context = {"form": form, **frame_of(member_of(request), found), **_proof(found)}
    return render(request, "press/chapters_release.html", context, status=409 if form.errors else 200)


def _proof(manuscript: Manuscript) -> dict[str, object]:
    """What the editor looks over before the release: what is printed, what is not ready, who is named."""
    ready = manuscripts.ready_sections(manuscript)
    taken = {one.pk for one in ready}
    signed = {author.member_id: author.signature for one in ready for author in one.authors.all()}
    names = list(manuscripts.names_in(manuscript, signed).values())
    left_out = [one for one in manuscripts.plan_of(manuscript) if one.pk not in taken]
    unnamed = names.count("")
    return {
        "ready": ready,
        "left_out": left_out,
        "names": [name for name in names if name],
        "unnamed": unnamed,
    }


def _released(request: HttpRequest, manuscript: Manuscript, form: ChaptersForm) -> Edition | None:
    """The new edition, or None with the refusal written on the form."""
    address = absolute(request, manuscript.get_absolute_url())
    sent = {"manuscript": manuscript, "address": address, **form.asked()}
    try:
        return actions.release_chapters(by=signed_in(request), **sent)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return None


@require_safe
def book_of_manuscript(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """A collective book that is out, wherever it is."""
    manuscript = get_object_or_404(manuscripts.visible_to(member_of(request)), pk=identifier)
    edition = queries.edition_of(manuscript)
    if edition is None:
        raise Http404
    return redirect("press:book", edition.pk)
