"""Writing a chapter: the pen, the drafts, the versions."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from potager.lib.refusals import Refusal
from potager.manuscripts import actions, pages, queries
from potager.manuscripts.composing import Beside, submit
from potager.manuscripts.forms import WritingForm
from potager.manuscripts.models import Section, Version
from potager.manuscripts.views.visits import inner_section, signed_in, written_section


@login_required
@require_POST
def take_up_section(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Take the pen, then write."""
    found, standing = written_section(request, identifier)
    try:
        actions.take_up_section(by=signed_in(request), section=found, agrees="agrees" in request.POST)
    except Refusal as refusal:
        context = pages.writing_page(found, standing, refusal=refusal)
        return render(request, "manuscripts/writing.html", context, status=refusal.status)
    return redirect("manuscripts:save_version", found.pk)


@login_required
def save_version(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """GET: the page to write. POST: the text is kept, as the chapter's or beside it."""
    found, standing = written_section(request, identifier)
    if request.method != "POST":
        return render(request, "manuscripts/writing.html", pages.writing_page(found, standing))
    form = WritingForm(request.POST)
    outcome = submit(signed_in(request), found, form)
    if isinstance(outcome, Refusal):
        context = pages.writing_page(found, standing, form, refusal=outcome)
        return render(request, "manuscripts/writing.html", context, status=outcome.status)
    return _kept(request, found, outcome, lays_down=form.lays_down)


def _kept(
    request: HttpRequest, section: Section, outcome: Version | Beside, *, lays_down: bool = False
) -> HttpResponse:
    """On to where the text now is: a script is told the address."""
    version = outcome.version if isinstance(outcome, Beside) else outcome
    if isinstance(outcome, Beside):
        messages.warning(request, str(outcome.why.message))
    else:
        messages.success(request, _("Version %(number)s is kept.") % {"number": version.number})
    to = reverse("manuscripts:section" if lays_down else "manuscripts:save_version", args=[section.pk])
    if version.is_aside:
        to = reverse("manuscripts:compare", args=[section.pk]) + f"?a={section.version}&b={version.number}"
    is_scripted = request.headers.get("X-Requested-With") == "potager"
    return JsonResponse({"to": to}, status=201) if is_scripted else redirect(to)


@login_required
@require_POST
def keep_draft(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """What is typed so far, kept on the server; the pen is renewed if it is still in this hand."""
    found, _standing = written_section(request, identifier)
    form = WritingForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    text, base = form.cleaned_data["text"], form.cleaned_data["base"]
    pen = actions.keep_draft(by=signed_in(request), section=found, text=text, base=base)
    wanted = bool(pen and pen.wanted_by_id)
    return JsonResponse({"until": pen.until.isoformat() if pen else None, "wanted": wanted})


@login_required
@require_POST
def drop_draft(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Begin again with the chapter as it is."""
    found, _standing = written_section(request, identifier)
    actions.drop_draft(by=signed_in(request), section=found)
    return redirect("manuscripts:save_version", found.pk)


@login_required
@require_POST
def keep_version_beside(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Put what one has typed beside the chapter, as a version of its own."""
    found, standing = written_section(request, identifier)
    form = WritingForm(request.POST)
    outcome = submit(signed_in(request), found, form, is_beside=True)
    if isinstance(outcome, Refusal):
        context = pages.writing_page(found, standing, form, refusal=outcome)
        return render(request, "manuscripts/writing.html", context, status=outcome.status)
    return _kept(request, found, outcome)


@login_required
@require_POST
def restore_version(request: HttpRequest, identifier: UUID, number: int) -> HttpResponse:
    """An earlier version becomes the chapter's text, as a new version."""
    found, _standing = written_section(request, identifier)
    wanted = queries.version_of(found, number) if number < 10**9 else None
    if wanted is None:
        raise Http404
    wanted.section = found
    made = actions.restore_version(by=signed_in(request), version=wanted)
    messages.success(request, _("Version %(number)s is kept.") % {"number": made.number})
    return redirect(found)


@login_required
@require_POST
def lay_down_section(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Lay the pen down."""
    found, _standing = inner_section(request, identifier)
    actions.lay_down_section(by=signed_in(request), section=found)
    return redirect(found)


@login_required
@require_POST
def ask_for_section(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Ask for the pen."""
    found, _standing = written_section(request, identifier)
    actions.ask_for_section(by=signed_in(request), section=found)
    return redirect(found)


@login_required
@require_POST
def hand_over_section(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Give the pen to whoever asked."""
    found, _standing = inner_section(request, identifier)
    actions.hand_over_section(by=signed_in(request), section=found)
    return redirect(found)


@login_required
@require_POST
def hold_back_section(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Keep it a while."""
    found, _standing = inner_section(request, identifier)
    actions.hold_back_section(by=signed_in(request), section=found)
    return redirect("manuscripts:save_version", found.pk)


@login_required
@require_POST
def submit_section(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Give it to the editor to be read."""
    found, _standing = written_section(request, identifier)
    actions.submit_section(by=signed_in(request), section=found)
    return redirect(found)
