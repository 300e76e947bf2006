"""Writing in a story."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from potager.communities.queries import standing_of
from potager.lib.budget import Budget
from potager.members.requests import member_of, network
from potager.stories import pages
from potager.stories.composing import Composer, fresh_composer, lay_down, news_for, reserve, submit
from potager.stories.views.visits import visible_story

# A classroom that types together needs a tenth of it; the page counts again later if it was refused.
COUNTING = Budget(most=5.0, refill=0.25)


def add_contribution(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """GET: a page to write without scripts. POST: the contribution is added, or the composer comes back."""
    found = visible_story(request, identifier)
    if request.method != "POST":
        news = news_for(standing_of(member_of(request), found.community))
        return _composer_page(request, fresh_composer(found, member_of(request), news=news))
    outcome = submit(request, found)
    if isinstance(outcome, Composer):
        return _composer_page(request, outcome)
    if not pages.is_scripted(request):
        anchor = "waiting" if outcome.is_unseen else "contribution"
        return redirect(f"{found.get_absolute_url()}#{anchor}-{outcome.pk}")
    context = pages.added(found, outcome, member_of(request), language=get_language() or "fr")
    return render(request, "stories/contribution_added.html", context, status=201)


def _composer_page(request: HttpRequest, composer: Composer) -> HttpResponse:
    template = "stories/composer.html" if pages.is_scripted(request) else "stories/contribution_new.html"
    mine = pages.mine_of(composer.story, composer.member)
    context = {
        "composer": composer,
        "mine": mine,
        "pen": pages.pen_of(composer.story),
        **pages.frame(composer.story, composer.member),
    }
    return render(request, template, context, status=composer.status)


@require_POST
def take_pen(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Keep the pen for a few minutes; what was typed stays."""
    return _composer_page(request, reserve(request, visible_story(request, identifier)))


@require_POST
def return_pen(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Give the pen back; what was typed stays."""
    return _composer_page(request, lay_down(request, visible_story(request, identifier)))


@require_POST
def count_sentences(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """How many sentences are counted, and where each ends."""
    found, client = visible_story(request, identifier), network(request)
    if COUNTING.is_spent(client):
        return HttpResponse(status=429, headers={"Retry-After": "5"})
    with COUNTING.spend(client):
        return render(request, "stories/count.html", pages.counted(found, request.POST.get("text", "")))
