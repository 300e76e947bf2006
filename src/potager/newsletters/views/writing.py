"""Writing the letter, and who receives it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from potager.communities.queries import Standing
from potager.communities.views.visits import Visit, forms_of_pages
from potager.lib.refusals import Refusal
from potager.members.views.common import signed_in
from potager.newsletters import actions, composing, mailing, pages
from potager.newsletters.forms import IssueForm, OpenForm
from potager.newsletters.models import Issue
from potager.newsletters.views.visits import of_issue, writing

# The mail in a frame of its own: its style stands in its elements, nothing else may happen there.
IN_FRAME = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
WITH_FRAME = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'"
)


@writing
@require_safe
def desk(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is written, waits or is on its way."""
    return render(request, "newsletters/desk.html", pages.desk_page(visit.community, visit.standing))


@writing
@forms_of_pages
def open_issue(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A title begins a letter."""
    form = OpenForm(request.POST or None, language=visit.community.language)
    if request.method == "POST" and form.is_valid():
        said = {"title": form.cleaned_data["title"], "language": form.cleaned_data["language"]}
        made = actions.open_issue(by=visit.member, community=visit.community, key=form.key_or_new, **said)
        return redirect("newsletters:save_issue", made.pk)
    context = {"form": form, **pages.frame(visit.community, visit.standing)}
    return render(request, "newsletters/issue_new.html", context, status=422 if form.errors else 200)


@of_issue
@forms_of_pages
def save_issue(request: HttpRequest, issue: Issue, standing: Standing) -> HttpResponse:
    """The desk of one letter; every button keeps it first."""
    if not issue.is_draft:
        return redirect("newsletters:sending", issue.pk)
    form = IssueForm(request.POST or None, initial={"title": issue.title, "base": issue.version})
    if request.method != "POST":
        return render(
            request, "newsletters/issue_edit.html", {"form": form, **pages.edit_page(issue, standing)}
        )
    return _saved(request, issue, form) or _typed(request, issue, standing, form)


def _saved(request: HttpRequest, issue: Issue, form: IssueForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        kept = {"title": form.cleaned_data["title"], "base": form.cleaned_data["base"]}
        actions.save_issue(by=signed_in(request), issue=issue, pieces=form.pieces(), **kept)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return None
    name, _colon, place = request.POST.get("do", "").partition(":")
    onward = "preview" if name == "preview" else "send_issue" if name == "send" else "save_issue"
    anchor = f"#piece-{place}" if place.isdecimal() else "#pieces" if name in {"add", "words"} else ""
    return _led(onward, issue, anchor)


def _led(name: str, issue: Issue, anchor: str) -> HttpResponse:
    response = redirect(f"newsletters:{name}", issue.pk)
    response["Location"] += anchor
    return response


def _typed(request: HttpRequest, issue: Issue, standing: Standing, form: IssueForm) -> HttpResponse:
    """What was typed, after a refusal: nothing of it is lost, and pressed once more it is kept."""
    kinds, texts = request.POST.getlist("piece"), request.POST.getlist("text")
    pieces = composing.read(kinds, texts)
    again = request.POST.copy()
    again["base"] = str(issue.version)
    form.data = again
    context = {"form": form, **pages.edit_page(issue, standing, pieces=pieces)}
    return render(request, "newsletters/issue_edit.html", context, status=422)


@of_issue
@require_safe
def preview(request: HttpRequest, issue: Issue, standing: Standing) -> HttpResponse:
    """The letter before it leaves: as a page, as plain mail, as mail in HTML."""
    sort = request.GET.get("as", "page")
    context = pages.preview_page(issue, standing, sort=sort if sort in {"page", "text", "mail"} else "page")
    response = render(request, "newsletters/preview.html", context)
    response["Content-Security-Policy"] = WITH_FRAME
    return response


@xframe_options_sameorigin
@of_issue
@require_safe
def mail(_request: HttpRequest, issue: Issue, _standing: Standing) -> HttpResponse:
    """The mail itself, for the frame of the preview."""
    letter = mailing.written(issue, language=issue.language)
    response = HttpResponse(letter.html.replace(mailing.LEAVING, "#"))
    response["Content-Security-Policy"] = IN_FRAME
    return response


@of_issue
@require_POST
def send_proof(request: HttpRequest, issue: Issue, _standing: Standing) -> HttpResponse:
    """To oneself alone."""
    actions.send_proof(by=signed_in(request), issue=issue)
    messages.success(request, _("A proof is on its way to you, and to nobody else."))
    return redirect("newsletters:preview", issue.pk)


@of_issue
@require_POST
def discard_issue(request: HttpRequest, issue: Issue, _standing: Standing) -> HttpResponse:
    """A draft that nobody needs."""
    community = actions.discard_issue(by=signed_in(request), issue=issue)
    messages.success(request, _("The draft is gone."))
    return redirect("newsletters:desk", community.address)


@writing
@require_safe
def subscribers(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who receives the letter."""
    context = pages.subscribers_page(visit.community, visit.standing, page=request.GET.get("page", "1"))
    return render(request, "newsletters/subscribers.html", context)


@writing
@require_safe
def subscribers_table(_request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """The same as a file."""
    response = StreamingHttpResponse(pages.csv_lines(visit.community), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="letter-{visit.community.address}.csv"'
    return response
