"""The editor's table, the opening and the afterword, and the history that co-authors read."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from potager.lib.permission import may, must
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.stories import actions, editpages, tables
from potager.stories.editforms import ArrangeForm, RewordForm
from potager.stories.editing import NoSuchThing, SameWords
from potager.stories.models import Arrangement, Story
from potager.stories.views.visits import signed_in, visible_story


def edited_story(request: HttpRequest, identifier: UUID) -> tuple[Member, Story]:
    """Whoever is signed in, and a story that they edit; 404 or 403 otherwise."""
    member, found = signed_in(request), visible_story(request, identifier)
    must(member, "edit", found)
    return member, found


@login_required
@require_safe
def edit_story(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The table: the order with its chapters, the opening, the afterword, undo."""
    member, found = edited_story(request, identifier)
    context = editpages.table_page(found, member, page=request.GET.get("page", "1"))
    context |= {"moved": _integer(request.GET.get("moved", "")), "by": request.GET.get("by", "")}
    return render(request, "stories/story_edit.html", context)


@login_required
@require_POST
def arrange_story(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Move, order, add, rename or remove; then show where the thing stands."""
    member, found = edited_story(request, identifier)
    form = ArrangeForm(request.POST)
    if not form.is_valid():
        raise NoSuchThing
    row = None
    try:
        key = form.cleaned_data["key"]
        row = actions.arrange_story(by=member, story=found, change=form.change(found), key=key)
    except SameWords:
        messages.info(request, _("It stands there already."))
    return _shown(request, found, row, by=request.GET.get("by", ""))


def _shown(request: HttpRequest, story: Story, row: Arrangement | None, *, by: str = "") -> HttpResponse:
    """The table again, on the page and at the place of what was moved."""
    typed = request.POST.get("move", "").partition(":")[0] or request.POST.get("item", "")
    added = -row.number if row and row.what == Arrangement.What.CHAPTER_ADDED else 0
    item = (row and row.item) or added or _integer(typed)
    page = tables.page_with(story, item) if item else request.POST.get("page", "1")
    if by in {
        "up",
        "down",
    }:  # the button that was pressed has the focus again, which no address may ask besides
        return redirect(f"/stories/{story.pk}/edit/?{urlencode({'page': page, 'moved': item, 'by': by})}")
    return redirect(
        f"/stories/{story.pk}/edit/?{urlencode({'page': page})}" + (f"#item{item}" if item else "")
    )


def _integer(typed: str) -> int:
    """A small whole number, 0 for anything else."""
    digits = typed.removeprefix("-")
    return int(typed) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else 0


@login_required
@require_POST
def undo_arrangement(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Undo one change, whatever came after it."""
    member, found = edited_story(request, identifier)
    actions.undo_arrangement(by=member, story=found, number=_integer(request.POST.get("number", "")))
    messages.success(request, _("It is undone."))
    return _shown(request, found, None)


@login_required
@require_POST
def redo_arrangement(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Do one undone change again."""
    member, found = edited_story(request, identifier)
    actions.redo_arrangement(by=member, story=found, number=_integer(request.POST.get("number", "")))
    messages.success(request, _("It is done again."))
    return _shown(request, found, None)


@login_required
def reword_story(request: HttpRequest, identifier: UUID, which: str) -> HttpResponse:
    """Another opening, or the afterword."""
    member, found = edited_story(request, identifier)
    if which not in {"opening", "afterword"} or (which == "opening" and not may(member, "reword", found)):
        raise Http404
    form = RewordForm(request.POST or None, story=found, which=which)
    if request.method == "POST" and form.is_valid() and _reworded(member, found, which, form):
        return redirect("stories:edit_story", found.pk)
    context = {**editpages.frame(found, member), "form": form, "which": which}
    return render(request, "stories/story_reword.html", context, status=422 if form.errors else 200)


def _reworded(member: Member, story: Story, which: str, form: RewordForm) -> bool:
    """Whether it was done; if not, the form says why."""
    try:
        actions.reword_story(by=member, story=story, which=which, **form.cleaned_data)
    except SameWords:
        return True
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return False
    return True


@login_required
@require_safe
def history(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Who changed what and when: for the authors and the editors."""
    member, found = signed_in(request), visible_story(request, identifier)
    must(member, "read the history", found)
    context = editpages.history_page(found, member, page=request.GET.get("page", "1"))
    return render(request, "stories/history.html", context)
