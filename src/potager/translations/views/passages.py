"""One passage at a time: saved as a draft, done, taken up again."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from potager.lib.refusals import Refusal
from potager.translations import actions, pages
from potager.translations.forms import PassageForm
from potager.translations.models import Passage, Translation
from potager.translations.refusals import SomebodyElseWrote
from potager.translations.views.visits import joined_translation, signed_in


@login_required
def translate_passage(request: HttpRequest, identifier: UUID, passage: str) -> HttpResponse:
    """GET: one passage with what it said before. POST: it is done."""
    translation = joined_translation(request, identifier)
    if request.method == "POST":
        return _sent(request, translation, passage, actions.translate_passage)
    return _page(request, translation, passage)


@login_required
@require_POST
def save_draft(request: HttpRequest, identifier: UUID, passage: str) -> HttpResponse:
    """Keep what was typed so far; scripts ask for it by themselves."""
    return _sent(request, joined_translation(request, identifier), passage, actions.save_draft)


@login_required
@require_POST
def reopen_passage(request: HttpRequest, identifier: UUID, passage: str) -> HttpResponse:
    """Back to a draft."""
    translation = joined_translation(request, identifier)
    try:
        actions.reopen_passage(by=signed_in(request), translation=translation, passage=passage)
    except Passage.DoesNotExist as error:
        raise Http404 from error
    return redirect(_back(request, translation, passage))


def _sent(request: HttpRequest, translation: Translation, passage: str, action: object) -> HttpResponse:
    """Save what was sent, or show the passage again with what was typed and why it was not saved."""
    form = PassageForm(request.POST)
    if not form.is_valid():
        return _page(request, translation, passage, form=form, status=422)
    try:
        saved = action(by=signed_in(request), translation=translation, passage=passage, **form.cleaned_data)  # type: ignore[operator]
    except Passage.DoesNotExist as error:
        raise Http404 from error
    except Refusal as refusal:
        return _page(request, translation, passage, form=form, refusal=refusal, status=refusal.status)
    if _is_scripted(request):
        return render(request, "translations/saved.html", {"passage": saved})
    return redirect(_back(request, translation, passage))


def _page(request: HttpRequest, translation: Translation, passage: str, **told: object) -> HttpResponse:
    """The passage alone; for a script, only what stands beside it."""
    status, refusal = told.pop("status", 200), told.get("refusal")
    context = {**pages.passage_page(translation, signed_in(request), passage), **told}
    context["typed"] = request.POST.get("text", "") if request.method == "POST" else None
    context["theirs"] = refusal.theirs if isinstance(refusal, SomebodyElseWrote) else None
    template = "refused" if _is_scripted(request) else "passage"
    return render(request, f"translations/{template}.html", context, status=int(str(status)))


def _is_scripted(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "potager"


def _back(request: HttpRequest, translation: Translation, passage: str) -> str:
    """The page of the workshop that it came from, at the passage."""
    page, show = request.POST.get("page", "1"), request.POST.get("show", "all")
    is_known = page.isdecimal() and len(page) < 7 and show in pages.SHOWN
    query = f"?show={show}&page={page}" if is_known else ""
    return f"{translation.get_absolute_url()}{query}#{passage}"
