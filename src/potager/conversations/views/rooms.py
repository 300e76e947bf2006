"""Keeping the rooms, and the rules of a community's conversations."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from potager.communities.forms import key_in
from potager.communities.views.visits import Visit, animating, forms_of_pages
from potager.conversations import actions, linking, listing, pages, queries
from potager.conversations.actions import Wishes
from potager.conversations.forms import RoomForm, RulesForm
from potager.conversations.models import Room, Rules
from potager.conversations.reactions import THANKS, chosen
from potager.conversations.views.visits import tried
from potager.lib.ids import uuid7
from potager.lib.refusals import Refusal


@forms_of_pages
@animating
def change_rules(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The rooms, and who may do what in conversations."""
    now = queries.rules_of(visit.community)
    form = RulesForm(request.POST or None, initial=_as_typed(now))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        key = data.pop("key")
        data["reactions"] = [THANKS, *data["reactions"]]
        data["has_previews"] = linking.choice_of(now, data["has_previews"])
        actions.change_rules(by=visit.member, community=visit.community, wishes=Wishes(**data), key=key)
        messages.success(request, _("The changes are kept."))
        return redirect("conversations:change_rules", visit.community.address)
    return _page(request, visit, "rooms", form=form, rooms=listing.rooms_of(visit.community))


def _as_typed(rules: Rules) -> dict[str, Any]:
    """The rules as they stand in the form at first."""
    kept = {"passers_by": rules.passers_by, "has_private": rules.has_private}
    return {**kept, "reactions": chosen(rules.reactions), "has_previews": linking.are_chosen(rules)}


@forms_of_pages
@animating
def open_room(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A new room."""
    form = RoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _kept(visit, form, None):
        return redirect("conversations:change_rules", visit.community.address)
    return _page(request, visit, "room_new", form=form)


@forms_of_pages
@animating
def change_room(request: HttpRequest, visit: Visit, identifier: UUID) -> HttpResponse:
    """Another name for a room, or another word on what it is for."""
    room = _of(visit, identifier)
    form = RoomForm(request.POST or None, initial={"name": room.name, "about": room.about})
    if request.method == "POST" and form.is_valid() and _kept(visit, form, room):
        return redirect("conversations:change_rules", visit.community.address)
    return _page(request, visit, "room_change", form=form, room=room)


def _kept(visit: Visit, form: RoomForm, room: Room | None) -> bool:
    """Whether the room is as it was wished; the refusal is written on the form otherwise."""
    try:
        if room:
            actions.change_room(by=visit.member, room=room, **form.cleaned_data)
        else:
            actions.open_room(by=visit.member, community=visit.community, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return False
    return True


@require_POST
@animating
def move_room(request: HttpRequest, visit: Visit, identifier: UUID) -> HttpResponse:
    """Put a room at another place."""
    typed = request.POST.get("to", "")
    to = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 1
    room = _of(visit, identifier)
    tried(request, lambda: actions.move_room(by=visit.member, room=room, to=to, key=key_in(request.POST)))
    return redirect("conversations:change_rules", visit.community.address)


@require_POST
@animating
def close_room(request: HttpRequest, visit: Visit, identifier: UUID) -> HttpResponse:
    """Let no new topics begin in a room."""
    room = _of(visit, identifier)
    tried(request, lambda: actions.close_room(by=visit.member, room=room, key=key_in(request.POST)))
    return redirect("conversations:change_rules", visit.community.address)


@require_POST
@animating
def reopen_room(request: HttpRequest, visit: Visit, identifier: UUID) -> HttpResponse:
    """Let topics begin in a room again."""
    room = _of(visit, identifier)
    tried(request, lambda: actions.reopen_room(by=visit.member, room=room, key=key_in(request.POST)))
    return redirect("conversations:change_rules", visit.community.address)


def _of(visit: Visit, identifier: UUID) -> Room:
    """A room of this community, never of another."""
    return get_object_or_404(
        Room.objects.select_related("community"), pk=identifier, community=visit.community
    )


def _page(request: HttpRequest, visit: Visit, template: str, **more: Any) -> HttpResponse:
    context = {**pages.frame(visit.community, visit.standing), "new_key": uuid7, **more}
    status = 422 if more["form"].errors else 200
    return render(request, f"conversations/{template}.html", context, status=status)
