"""From the desk to readers, and back."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from potager.communities.queries import Standing
from potager.communities.views.visits import forms_of_pages
from potager.editorial import actions, desk
from potager.editorial.deskforms import CorrectForm, Looked, ReturnForm, ScheduleForm
from potager.editorial.models import Article
from potager.editorial.views.visits import signed_in, visible_article, written_article
from potager.lib.permission import must
from potager.lib.refusals import Refusal


def _published_by(request: HttpRequest, identifier: UUID) -> tuple[Article, Standing]:
    """An article that the person may publish; 404 or 403 otherwise."""
    article, standing = visible_article(request, identifier)
    must(signed_in(request), "publish", article)
    return article, standing


def _done(
    request: HttpRequest, article: Article, do: Callable[[], Article], said: str | Promise
) -> HttpResponse:
    """Back to the desk, with what was done or why it cannot be."""
    try:
        do()
        messages.success(request, str(said))
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
    return redirect("editorial:save_article", article.pk)


def _look_again(
    request: HttpRequest, article: Article, standing: Standing, refusal: Refusal | None, **forms: object
) -> HttpResponse:
    """The last look, with why it cannot be done."""
    context = desk.publishing_page(article, standing, **forms)
    context["refusal"] = refusal
    return render(
        request, "editorial/article_publish.html", context, status=refusal.status if refusal else 422
    )


@login_required
@forms_of_pages
def submit_article(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Ask the editors to read it; GET: what that means."""
    article, standing = written_article(request, identifier)
    if request.method != "POST":
        return render(request, "editorial/article_submit.html", desk.publishing_page(article, standing))
    form = Looked(request.POST)
    key = form.key_or_new if form.is_valid() else None
    do = partial(actions.submit_article, by=signed_in(request), article=article, key=key)
    return _done(request, article, do, _("The editors are told. You may go on writing meanwhile."))


@login_required
@require_POST
def recall_article(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Undo: take it back from the editors."""
    article, _standing = written_article(request, identifier)
    said = _("It is your draft again.")
    return _done(
        request, article, lambda: actions.recall_article(by=signed_in(request), article=article), said
    )


@login_required
@require_POST
def return_article(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Give it back to its authors."""
    article, standing = _published_by(request, identifier)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _look_again(request, article, standing, None, back=form)
    said = {"word": form.cleaned_data["word"], "key": form.key_or_new}
    do = partial(actions.return_article, by=signed_in(request), article=article, **said)
    return _done(request, article, do, _("Its authors have it back, with your word."))


@login_required
@require_POST
def schedule_article(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Choose the hour at which it appears."""
    article, standing = _published_by(request, identifier)
    form = ScheduleForm(request.POST, zone=signed_in(request).time_zone)
    if not form.is_valid():
        return _look_again(request, article, standing, None, schedule=form)
    wish = {"at": form.cleaned_data["at"], "version": form.cleaned_data["version"], "key": form.key_or_new}
    try:
        actions.schedule_article(by=signed_in(request), article=article, **wish)
    except Refusal as refusal:
        return _look_again(request, article, standing, refusal, schedule=form)
    messages.success(request, _("It appears by itself, at its hour."))
    return redirect("editorial:save_article", article.pk)


@login_required
@require_POST
def unschedule_article(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Undo: it is a draft again."""
    article, _standing = _published_by(request, identifier)
    do = partial(actions.unschedule_article, by=signed_in(request), article=article)
    return _done(request, article, do, _("It is off the calendar, and a draft again."))


@login_required
@forms_of_pages
def publish_article(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Let readers read it; GET: the last look."""
    article, standing = _published_by(request, identifier)
    if request.method != "POST":
        return render(request, "editorial/article_publish.html", desk.publishing_page(article, standing))
    form = Looked(request.POST)
    if not form.is_valid():
        return _look_again(request, article, standing, None)
    looked = {"version": form.cleaned_data["version"], "key": form.key_or_new}
    try:
        done = actions.publish_article(by=signed_in(request), article=article, **looked)
    except Refusal as refusal:
        return _look_again(request, article, standing, refusal)
    messages.success(request, _("It is published."))
    return redirect(done)


@login_required
@forms_of_pages
def correct_article(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Let readers read the newer version; GET: what changes for them."""
    article, standing = _published_by(request, identifier)
    form = CorrectForm(request.POST or None, initial={"version": article.version})
    if request.method != "POST":
        return redirect("editorial:publish_article", article.pk)
    if not form.is_valid():
        return _look_again(request, article, standing, None, correct=form)
    told = {name: form.cleaned_data[name] for name in ("correction", "version")}
    try:
        done = actions.correct_article(by=signed_in(request), article=article, key=form.key_or_new, **told)
    except Refusal as refusal:
        return _look_again(request, article, standing, refusal, correct=form)
    return redirect(done)


@login_required
@require_POST
def withdraw_article(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Take it from its readers, or set it aside."""
    article, _standing = written_article(request, identifier)
    words = _("It is withdrawn: readers find a word in its place.")
    said = words if article.published_at else _("It is set aside.")
    do = partial(actions.withdraw_article, by=signed_in(request), article=article)
    return _done(request, article, do, said)


@login_required
@require_POST
def bring_back_article(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Undo: it is where it was."""
    article, _standing = written_article(request, identifier)
    words = _("It is back: readers read it again.")
    said = words if article.published_at else _("It is back, as a draft.")
    do = partial(actions.bring_back_article, by=signed_in(request), article=article)
    return _done(request, article, do, said)
