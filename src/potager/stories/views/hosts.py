"""Who hosts, and what hosts say beside the story."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from potager.members.models import Member
from potager.stories import actions, pages, queries
from potager.stories.forms import MemberForm, WordForm
from potager.stories.models import Word
from potager.stories.permissions import may_host
from potager.stories.views.visits import hosted_story, signed_in


@login_required
def add_host(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Choose among the members of the community who hosts too."""
    by, found = hosted_story(request, identifier)
    if request.method == "POST":
        actions.add_host(by=by, story=found, member=_chosen(request))
        return redirect(f"{reverse('stories:host', args=[found.pk])}#story-hosts")
    context = pages.host_choice(found, by, wanted=request.GET.get("q", ""))
    return render(request, "stories/host_add.html", context)


@login_required
@require_POST
def remove_host(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Let somebody who was added host no more; or leave."""
    by, found = hosted_story(request, identifier)
    actions.remove_host(by=by, story=found, member=_chosen(request))
    stays = may_host(by, found)
    return redirect(f"{reverse('stories:host', args=[found.pk])}#story-hosts" if stays else found)


@login_required
@require_POST
def say_word(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Say something beside the story."""
    by, found = hosted_story(request, identifier)
    form = WordForm(request.POST)
    if not form.is_valid():
        return render(request, "stories/host.html", pages.host_page(found, by, word=form), status=422)
    word = actions.say_word(by=by, story=found, text=form.cleaned_data["text"], key=form.key_or_new)
    return redirect(f"{found.get_absolute_url()}#word-{word.pk}")


@login_required
@require_POST
def withdraw_word(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Take back what was said beside the story."""
    readable = Word.objects.filter(story__in=queries.visible_to(signed_in(request)))
    word = get_object_or_404(readable.select_related("story__community"), pk=identifier)
    actions.withdraw_word(by=signed_in(request), word=word)
    return redirect(f"{reverse('stories:host', args=[word.story_id])}#story-words")


def _chosen(request: HttpRequest) -> Member:
    """The member that the form names; 404 if it names none."""
    form = MemberForm(request.POST)
    if not form.is_valid():
        raise Http404
    return get_object_or_404(Member, pk=form.cleaned_data["member"])
