"""For whom an article is, and where it is found."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from potager.communities.views.visits import forms_of_pages
from potager.editorial import actions, desk
from potager.editorial.deskforms import AddressForm, SettingsForm
from potager.editorial.rules import NothingChanged
from potager.editorial.views.visits import signed_in, written_article
from potager.lib.refusals import Refusal


@login_required
@forms_of_pages
def change_article(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Who may read it, its language, whether it takes comments."""
    article, standing = written_article(request, identifier)
    form = SettingsForm(request.POST)
    if request.method != "POST":
        return render(request, "editorial/article_settings.html", desk.settings_page(article, standing))
    if not form.is_valid():
        context = desk.settings_page(article, standing, settings=form)
        return render(request, "editorial/article_settings.html", context, status=422)
    wish = {name: form.cleaned_data[name] for name in ("audience", "language", "takes_comments")}
    with suppress(NothingChanged):
        actions.change_article(by=signed_in(request), article=article, key=form.key_or_new, **wish)
    messages.success(request, _("The settings are kept."))
    return redirect("editorial:change_article", article.pk)


@login_required
@require_POST
def rename_article(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Another address; the old one leads there."""
    article, standing = written_article(request, identifier)
    form = AddressForm(request.POST)
    try:
        if form.is_valid():
            wish = {"address": form.cleaned_data["address"], "key": form.key_or_new}
            actions.rename_article(by=signed_in(request), article=article, **wish)
            messages.success(request, _("The address is kept; whoever follows the old one arrives too."))
            return redirect("editorial:change_article", article.pk)
    except Refusal as refusal:
        form.add_error("address", str(refusal.message))
    context = desk.settings_page(article, standing, renaming=form)
    return render(request, "editorial/article_settings.html", context, status=422)
