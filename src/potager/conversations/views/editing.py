"""What the editor asks while one writes: how it will look, and the words of somebody else."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from potager.communities.views.visits import Visit, in_community
from potager.conversations import quoting, rendering
from potager.conversations.marking import rendered
from potager.conversations.rules import LONGEST_POST
from potager.conversations.views.visits import read_post
from potager.lib.budget import Budget
from potager.lib.permission import must
from potager.lib.texts import cleaned
from potager.members.requests import client_address

PREVIEWING = Budget(most=3, refill=0.05)  # seconds of rendering for one client


@require_POST
@in_community
def preview(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A text as it will look; nothing of it is kept."""
    must(visit.standing.member, "read", visit.community)
    client = client_address(request)
    if PREVIEWING.is_spent(client):
        return render(request, "429.html", status=429)
    with PREVIEWING.spend(client):
        marked = rendered(cleaned(request.POST.get("text", ""))[:LONGEST_POST], community=visit.community)
    return render(request, "conversations/preview.html", {"html": rendering.text_html(marked)})


@require_safe
def quote(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """What one types to quote a message, as plain text."""
    post, _standing = read_post(request, identifier)
    if not post.is_shown:
        raise Http404
    return HttpResponse(quoting.quotation(post), content_type="text/plain; charset=utf-8")
