"""Reacting to a post, and seeing who did."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from potager.conversations import actions, rendering
from potager.conversations.attending import own_reactions
from potager.conversations.models import Post
from potager.conversations.permissions import answers
from potager.conversations.reactionparts import reactions_page
from potager.conversations.views.visits import read_post, signed_in
from potager.lib.permission import NotAllowed


@never_cache
@login_required
def add_reaction(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """GET: who reacted, and how one can. POST: react, or take it back by the same button."""
    post, standing = read_post(request, identifier)
    if not answers(standing, post.topic):
        raise NotAllowed
    if not post.is_shown:
        raise Http404
    if request.method != "POST":
        return render(request, "conversations/reaction_add.html", reactions_page(post, standing))
    changed = _changed(request, post)
    if request.headers.get("X-Requested-With") == "potager":
        return HttpResponse(rendering.reactions_html(changed, get_language() or "fr"))
    return redirect(changed)


def _changed(request: HttpRequest, post: Post) -> Post:
    """With the wish of a script, or the other way round than it is."""
    by, name = signed_in(request), request.POST.get("reaction", "")[:20]
    wish = request.POST.get("wish") or (
        "off" if name in own_reactions(by, [post.pk]).get(post.pk, ()) else "on"
    )
    do = actions.remove_reaction if wish == "off" else actions.add_reaction
    return do(by=by, post=post, name=name)
