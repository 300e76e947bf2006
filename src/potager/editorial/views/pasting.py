"""Pasting into an article."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from potager.editorial import pasting


@login_required
@require_POST
def paste(request: HttpRequest) -> HttpResponse:
    """What a word processor put on the clipboard, as Markdown in plain text; nothing is kept of it."""
    made = pasting.markdown_of(request.POST.get("html", ""))
    return HttpResponse(made, content_type="text/plain; charset=utf-8")
