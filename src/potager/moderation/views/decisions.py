"""A decision as the person concerned reads it, and the second look."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.lib.refusals import Refusal
from potager.moderation import actions, pages
from potager.moderation.forms import WordsForm
from potager.moderation.models import Decision
from potager.moderation.views.visits import known_decision, signed_in


@never_cache
@login_required
@require_safe
def decision(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """What was decided, the rule, the words; what one can do about it."""
    found, standing = known_decision(request, identifier)
    return render(request, "moderation/decision.html", pages.decision_page(found, standing))


@never_cache
@login_required
@require_POST
def ask_again(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Send a returned text again, in other words."""
    thanks = _("Your text is on its way. Someone will look at it soon.")
    return _answer(request, identifier, "reword", actions.ask_again, thanks=thanks)


@never_cache
@login_required
@require_POST
def appeal_decision(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Ask for a second look."""
    thanks = _("Somebody else will look at it again, and answer you.")
    return _answer(request, identifier, "appeal", actions.appeal_decision, thanks=thanks)


@never_cache
@login_required
@require_POST
def uphold_decision(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Let it stand."""
    thanks = _("The decision stands, and the person is told why.")
    return _answer(request, identifier, "review", actions.uphold_decision, thanks=thanks)


@never_cache
@login_required
@require_POST
def overturn_decision(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Undo it after an appeal."""
    thanks = _("The decision is overturned, and its effects are undone.")
    return _answer(request, identifier, "review", actions.overturn_decision, thanks=thanks)


@login_required
@require_POST
def lift_decision(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Undo it without having been asked."""
    found, _standing = known_decision(request, identifier)
    actions.lift_decision(by=signed_in(request), decision=found)
    messages.success(request, _("The decision is lifted, and its effects are undone."))
    return redirect(found)


def _answer(
    request: HttpRequest, identifier: UUID, name: str, act: Callable[..., object], *, thanks: str
) -> HttpResponse:
    """Do it with the words of the form; what is refused is told beside them."""
    found, standing = known_decision(request, identifier)
    form = WordsForm(request.POST, longest=pages.LONGEST[name], auto_id=f"{name}_%s")
    if form.is_valid() and _done(request, found, form, act):
        messages.success(request, thanks)
        return redirect(found)
    context = pages.decision_page(found, standing, **{name: form})
    return render(request, "moderation/decision.html", context, status=422)


def _done(request: HttpRequest, found: Decision, form: WordsForm, act: Callable[..., object]) -> bool:
    try:
        act(by=signed_in(request), decision=found, words=form.cleaned_data["words"])
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
    return not form.errors
