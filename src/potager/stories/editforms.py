"""Forms of those who correct and arrange."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from potager.lib.ids import uuid7
from potager.stories import arranging, editing, orders
from potager.stories.changes import AddChapter, Change, Move, RemoveChapter, RenameChapter, Reorder
from potager.stories.editing import LONGEST_WORDING, MOST_ITEMS, NoSuchThing
from potager.stories.fields import Line, Prose
from potager.stories.models import Arrangement, Contribution, Story
from potager.stories.tables import visible_in


class CorrectionForm(forms.Form):
    """Another wording, and why."""

    text = Prose(label=_("The wording you propose"), max_length=LONGEST_WORDING)
    reason = Prose(
        label=_("Why"),
        max_length=500,
        help_text=_("Its author reads it as you write it, beside the difference."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, contribution: Contribution) -> None:
        seen = editing.mark_of(contribution.text)
        super().__init__(data, initial={"text": contribution.text, "seen": seen, "key": uuid7()})


class RemarkForm(forms.Form):
    """What is said under a correction."""

    text = Prose(label=_("Say something about it"), max_length=1000)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"key": uuid7()})


class RewordForm(forms.Form):
    """The opening, or the afterword."""

    text = Prose(label=_("Text"), max_length=4000)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=32)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, story: Story, which: str) -> None:
        text = getattr(story, which)
        super().__init__(data, initial={"text": text, "seen": editing.mark_of(text), "key": uuid7()})
        is_opening = which == Arrangement.What.OPENING
        self.fields["text"].label = _("First sentences") if is_opening else _("Afterword")
        self.fields["text"].required = is_opening


class ArrangeForm(forms.Form):
    """One change of the order, in one of the ways in which the page asks for it."""

    base = forms.IntegerField(required=False, min_value=0, max_value=10**9)
    move = forms.RegexField(r"^-?\d{1,9}:-?\d{1,9}$", required=False)  # what, after what
    item = forms.IntegerField(required=False, min_value=-(10**9), max_value=10**9)
    place = forms.IntegerField(required=False, min_value=1, max_value=10**9)
    order = forms.CharField(required=False)
    after = forms.IntegerField(required=False, min_value=-(10**9), max_value=10**9)
    title = Line(required=False, max_length=120)
    key = forms.UUIDField(required=False)
    do = forms.ChoiceField(
        required=False,
        choices=[(one, one) for one in ("move", "place", "order", "writing", "add", "rename", "remove")],
    )

    def change(self, story: Story) -> Change:
        """What is asked, relative to the order that the page showed. Raises NoSuchThing."""
        typed = self.cleaned_data
        item, after, base = typed["item"] or 0, typed["after"] or orders.START, typed["base"] or 0
        if typed["move"]:
            return Move(*(int(number) for number in typed["move"].split(":")))
        ways: dict[str, Any] = {
            "place": lambda: Move(item, _place(story, item, typed["place"] or 1, base)),
            "order": lambda: Reorder(_items(typed["order"]), base),
            "writing": lambda: Reorder(_as_written(story, base), base),
            "add": lambda: AddChapter(typed["title"], after),
            "rename": lambda: RenameChapter(item, typed["title"]),
            "remove": lambda: RemoveChapter(item),
        }
        if typed["do"] not in ways:
            raise NoSuchThing
        change: Change = ways[typed["do"]]()
        return change


def _items(text: str) -> tuple[int, ...]:
    """A whole order, packed as JSON. Raises NoSuchThing."""
    try:
        items = tuple(orders.unpacked(json.loads(text), most=MOST_ITEMS))
    except (ValueError, TypeError, IndexError, RecursionError) as error:
        raise NoSuchThing from error
    return items


def _as_written(story: Story, base: int) -> tuple[int, ...]:
    """The order of writing; a chapter stays before what it began with."""
    return orders.as_written(arranging.order_at(story, base).items)


def _place(story: Story, item: int, place: int, base: int) -> int:
    """What stands before the contribution that held that place in the order seen, `item` left out."""
    items = [one for one in visible_in(story, arranging.order_at(story, base)) if one != item]
    contributions = [at for at, one in enumerate(items) if one > 0]
    if place > len(contributions):
        return items[-1] if items else orders.START
    at = contributions[place - 1]
    return items[at - 1] if at else orders.START
