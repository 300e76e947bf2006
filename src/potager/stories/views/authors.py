"""What authors do with what they wrote: look at it, take it back, bring it back."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.stories import actions, pages
from potager.stories.models import Contribution, Story
from potager.stories.views.visits import signed_in


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """All that one wrote in a story; nobody else learns whether there is such a page."""
    member = signed_in(request)
    written = Story.objects.filter(contributions__author=member).select_related("community").distinct()
    context = pages.mine_page(get_object_or_404(written, pk=identifier), member)
    return render(request, "stories/mine_all.html", context)


@never_cache
@login_required
def withdraw_contribution(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Say what it means, then take back what one wrote."""
    found = _own(request, identifier)
    if request.method == "POST":
        actions.withdraw_contribution(by=signed_in(request), contribution=found)
        return redirect("stories:mine", found.story_id)
    context = {"part": found, "story": found.story}
    return render(request, "stories/contribution_withdraw.html", context)


@login_required
@require_POST
def return_contribution(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Bring it back, until the book is out."""
    found = _own(request, identifier)
    actions.return_contribution(by=signed_in(request), contribution=found)
    return redirect("stories:mine", found.story_id)


def _own(request: HttpRequest, identifier: UUID) -> Contribution:
    own = Contribution.objects.filter(author=signed_in(request)).select_related("story__community")
    return get_object_or_404(own, pk=identifier)
