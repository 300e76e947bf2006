"""Ending a kind of mail from the mail itself, without signing in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from potager.notices import actions, links


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A page with one button; the button, and a mail program's one click, post to it. Looking changes nothing."""
    found = links.read_unsubscribe(token)
    if found is None:
        raise Http404
    member, kind = found
    before = ""
    if request.method == "POST":
        before = actions.end_mail(member=member, kind=kind, undo=request.POST.get("undo", ""))
    context = {
        "kind": kind,
        "before": before,
        "is_done": request.method == "POST",
        "is_undone": "undo" in request.POST,
    }
    return render(request, "notices/unsubscribe.html", context)
