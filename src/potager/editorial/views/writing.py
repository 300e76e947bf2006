"""Writing articles: nothing that was typed is ever lost."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from potager.communities.queries import Standing
from potager.communities.views.visits import Visit, forms_of_pages
from potager.communities.views.visits import signed_in as in_community_signed_in
from potager.editorial import actions, composing, desk, entries, listing, looking, marking, pages, rules
from potager.editorial.forms import DraftForm, OpenForm, TextForm
from potager.editorial.models import Article, Version
from potager.editorial.views.visits import signed_in, written_article
from potager.lib.budget import Budget
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.lib.texts import cleaned
from potager.members.requests import client_address

PREVIEWING = Budget(most=3, refill=0.05)  # seconds of rendering for one client


@forms_of_pages
@in_community_signed_in
def open_article(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A title begins an article."""
    must(visit.member, "open articles", visit.community)
    form = OpenForm(request.POST or None, initial={"language": visit.community.language})
    if request.method != "POST" or not form.is_valid():
        return _new_page(request, visit, form, status=422 if form.errors else 200)
    said = {name: form.cleaned_data[name] for name in ("title", "language")}
    said["kind"] = form.cleaned_data["kind"] or Article.Kind.ARTICLE
    try:
        made = actions.open_article(by=visit.member, community=visit.community, key=form.key_or_new, **said)
    except Refusal as refusal:
        return _new_page(request, visit, form, status=refusal.status, refusal=refusal)
    return redirect("editorial:save_article", made.pk)


def _new_page(
    request: HttpRequest, visit: Visit, form: OpenForm, *, status: int, refusal: Refusal | None = None
) -> HttpResponse:
    context = {"form": form, "community": visit.community, "standing": visit.standing, "refusal": refusal}
    return render(request, "editorial/article_new.html", context, status=status)


@login_required
@forms_of_pages
def save_article(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The desk on which an article is written."""
    article, standing = written_article(request, identifier)
    if request.method != "POST":
        return render(request, "editorial/article_edit.html", desk.writing_page(article, standing))
    form = TextForm(request.POST)
    is_moving = entries.is_rearranging(request.POST)
    if is_moving or not form.is_valid():
        return _again(request, article, standing, form, status=200 if is_moving else 422)
    outcome = composing.submit(signed_in(request), article, form, request.POST)
    if isinstance(outcome, Refusal):
        return _refused(request, article, standing, form, outcome)
    return _kept(request, article, outcome)


def _again(
    request: HttpRequest,
    article: Article,
    standing: Standing,
    form: TextForm,
    *,
    status: int,
    refusal: Refusal | None = None,
) -> HttpResponse:
    context = desk.writing_page(article, standing, form, refusal)
    context |= listing.again(article, request.POST)
    return render(request, "editorial/article_edit.html", context, status=status)


def _refused(
    request: HttpRequest, article: Article, standing: Standing, form: TextForm, refusal: Refusal
) -> HttpResponse:
    if not isinstance(refusal, rules.ArticleMovedOn):
        return _again(request, article, standing, form, status=refusal.status, refusal=refusal)
    article, standing = written_article(request, article.pk)  # as it is now
    mine = composing.listed(article, request.POST) or article.entries
    context = desk.two_texts_page(article, standing, form, mine)
    return render(request, "editorial/article_two.html", {**context, "refusal": refusal}, status=409)


def _kept(request: HttpRequest, article: Article, version: Version | None) -> HttpResponse:
    """On to what whoever wrote wants to do next."""
    if version is not None:
        messages.success(request, _("Version %(number)s is kept.") % {"number": version.number})
    then = {"publish": "publish_article", "submit": "submit_article"}.get(request.POST.get("then", ""))
    return redirect(f"editorial:{then or 'save_article'}", article.pk)


@login_required
@require_POST
def keep_article_beside(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Put what one has typed beside the article, as a version of its own."""
    article, standing = written_article(request, identifier)
    form = TextForm(request.POST)
    if not form.is_valid():
        return _again(request, article, standing, form, status=422)
    outcome = composing.submit(signed_in(request), article, form, request.POST, is_beside=True)
    if isinstance(outcome, Refusal):
        return _again(request, article, standing, form, status=outcome.status, refusal=outcome)
    messages.success(request, _("Your text is kept beside the article: it stands in the history."))
    return redirect("editorial:versions", article.pk)


@login_required
@require_POST
def keep_draft(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """What is typed so far, kept on the server; who else writes here is answered."""
    article, _standing = written_article(request, identifier)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse({}, status=422)
    base, text = form.cleaned_data["base"], composing.text_in(article, form, request.POST)
    try:
        actions.keep_draft(by=signed_in(request), article=article, text=text, base=base)
    except Refusal as refusal:
        return JsonResponse({}, status=refusal.status)
    return JsonResponse({"kept": True})


@login_required
@require_POST
def drop_draft(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Begin again with the article as it is."""
    article, _standing = written_article(request, identifier)
    actions.drop_draft(by=signed_in(request), article=article)
    return redirect("editorial:save_article", article.pk)


@login_required
@require_safe
def compare_draft(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """One's draft beside what others kept since it was begun."""
    article, standing = written_article(request, identifier)
    context = desk.writing_page(article, standing)
    if not context["is_behind"]:
        return redirect("editorial:save_article", article.pk)
    page = desk.two_texts_page(article, standing, context["form"], context["entries"])
    return render(request, "editorial/article_two.html", page)


@login_required
@require_safe
def writing_now(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Who else writes here, and whether somebody kept a newer version, as a piece of page."""
    article, _standing = written_article(request, identifier)
    base = request.GET.get("base", "")
    known = int(base) if base.isascii() and base.isdigit() and len(base) < 9 else article.version
    context = desk.company(article, signed_in(request), base=known)
    return render(request, "editorial/writing_now.html", context)


@login_required
@require_POST
def preview(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """A text as readers would read it; nothing of it is kept."""
    article, _standing = written_article(request, identifier)
    client = client_address(request)
    if PREVIEWING.is_spent(client):
        return render(request, "429.html", status=429)
    with PREVIEWING.spend(client):
        text = cleaned(request.POST.get("text", ""))[: rules.MOST_CHARACTERS]
        made = marking.rendered(text, **looking.shown_with(article))
    context = {"html": pages.text_html(made.html), "article": article}
    return render(request, "editorial/preview.html", context)
