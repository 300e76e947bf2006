"""How a person wants to be told, their letter as it would be now, and ending a kind of mail from the mail itself."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from potager.communities.queries import readable_by
from potager.conversations import actions as conversing
from potager.conversations.queries import visible_to
from potager.members.views.common import signed_in
from potager.notices import actions, forms, links, previews, queries


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """One page that says in words how the person is told, and changes it."""
    member = signed_in(request)
    own = queries.wishes_of(member)
    form = forms.WishesForm(request.POST or None, instance=own)
    if request.method == "POST" and form.is_valid():
        actions.change_wishes(by=member, **form.cleaned_data)
        messages.success(request, _("It is noted."))
        return redirect("notices:wishes")
    context = {"form": form, "wishes": own, **previews.page_of(member)}
    return render(request, "notices/wishes.html", context)


@never_cache
@login_required
@require_POST
def choose_preset(request: HttpRequest) -> HttpResponse:
    """One of three usual ways of being told."""
    preset = actions.PRESETS.get(request.POST.get("preset", ""))
    if preset:
        actions.change_wishes(by=signed_in(request), **preset)
        messages.success(request, _("It is noted."))
    return redirect("notices:wishes")


@never_cache
@login_required
@require_POST
def follow_community(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """What the person wants to be told of one of their communities."""
    member = signed_in(request)
    community = get_object_or_404(readable_by(member), pk=identifier)
    conversing.follow_community(by=member, community=community, level=request.POST.get("level", ""))
    messages.success(request, _("It is noted."))
    return redirect("notices:wishes")


@never_cache
@login_required
@require_POST
def follow_topic(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """What the person wants to be told of a topic."""
    member = signed_in(request)
    topic = get_object_or_404(visible_to(member), pk=identifier)
    conversing.follow_topic(by=member, topic=topic, level=request.POST.get("level", ""))
    messages.success(request, _("It is noted."))
    return redirect("notices:wishes")


@never_cache
@login_required
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """The person's letter as it would be if it left now; nothing leaves, and nothing counts as told."""
    context = previews.letter_of(signed_in(request), now=timezone.now())
    return render(request, "notices/preview.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A page with one button; the button, and a mail program's one click, post to it. Looking changes nothing."""
    found = links.read_unsubscribe(token)
    if found is None:
        raise Http404
    member, kind = found
    undo, is_done = request.POST.get("undo", ""), request.method == "POST"
    before = actions.end_mail(member=member, kind=kind, undo=undo) if is_done else ""
    context = {"kind": kind, "before": before, "is_done": is_done, "is_undone": bool(undo)}
    return render(request, "notices/unsubscribe.html", context)
