"""Beginning a translation, its passages side by side, its release."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.press.models import Edition
from potager.translations import actions, pages, queries
from potager.translations.forms import NameForm, OpenForm, ReleaseForm
from potager.translations.models import Translation
from potager.translations.views.visits import joined_translation, signed_in, visible_edition


@login_required
def open_translation(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Which languages the book is being translated into, and a form to begin with another."""
    edition, member = visible_edition(request, identifier), signed_in(request)
    if request.method != "POST":
        return render(request, "translations/translation_new.html", pages.open_page(edition, member))
    taken = {one.language for one in queries.of_book(edition)}
    form = OpenForm(request.POST, source=edition.language, taken=taken, spoken=get_language() or "fr")
    if form.is_valid() and (made := _opened(request, edition, form)):
        return redirect(made)
    context = pages.open_page(edition, member, form)
    return render(request, "translations/translation_new.html", context, status=422)


def _opened(request: HttpRequest, edition: Edition, form: OpenForm) -> Translation | None:
    """The new translation, or None with the refusal written on the form."""
    try:
        return actions.open_translation(by=signed_in(request), edition=edition, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return None


@login_required
@require_safe
def workshop(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Original and translation side by side."""
    translation = joined_translation(request, identifier)
    page, show = request.GET.get("page", "1"), request.GET.get("show", "all")
    context = pages.workshop_page(translation, signed_in(request), page=page, show=show)
    return render(request, "translations/workshop.html", context)


@login_required
@require_POST
def sign_translation(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Choose the name that the book thanks."""
    translation = joined_translation(request, identifier)
    form = NameForm(request.POST)
    if form.is_valid():
        name = form.cleaned_data["name"]
        actions.sign_translation(by=signed_in(request), translation=translation, name=name)
    return redirect(f"{translation.get_absolute_url()}#translators")


@login_required
def release_translation(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The last look, then the press."""
    translation = joined_translation(request, identifier)
    must(signed_in(request), "release", translation)
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        made = actions.release_translation(by=signed_in(request), translation=translation, key=key)
        return redirect("press:book", made.edition_id)
    context = pages.workshop_page(translation, signed_in(request), page="1", show="todo")
    return render(request, "translations/translation_release.html", {**context, "form": form})
