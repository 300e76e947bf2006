"""Coming in by the door or with an invitation, signed in or not: the code is typed in the same page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from potager.communities.actions import join_community
from potager.communities.forms import DoorForm, GuestDoorForm
from potager.communities.models import Invitation, Membership
from potager.communities.queries import Standing, standing_of
from potager.communities.refusals import AlreadyMember, AlreadyRequested
from potager.lib.refusals import Refusal
from potager.members import codes
from potager.members.actions import sign_in
from potager.members.known import is_known
from potager.members.models import Member
from potager.members.requests import client_address

INVALID = 422


@dataclass(frozen=True)
class Door:
    """The page of the door as it stands: its form, whether it asks for a code, its status for HTTP."""

    form: DoorForm
    asks_code: bool = False
    status: int = 200


def knock(
    request: HttpRequest, standing: Standing, invitation: Invitation | None = None
) -> Door | Membership:
    """The membership that came of the form, or the door with its form: new, refused, or waiting for a code."""
    kind = DoorForm if standing.member else GuestDoorForm
    form = kind(request.POST if request.method == "POST" else None, standing=standing, invitation=invitation)
    if request.method != "POST":
        return Door(form)
    if not form.is_valid():
        return _door(form, asks_code="code_sent" in request.POST, status=INVALID)
    try:
        person = standing.member or _guest(request, form)
        return _enter(person, form, standing, invitation) if person else _door(form, asks_code=True)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        # Too many tries: an earlier code may still be on its way, and is worth typing.
        asks = "code_sent" in request.POST or isinstance(refusal, codes.TooManyTries)
        return _door(form, asks_code=asks, status=refusal.status)


def _door(form: DoorForm, *, asks_code: bool, status: int = 200) -> Door:
    asks_code = asks_code and isinstance(form, GuestDoorForm)
    if asks_code:
        form.fields["code"].required = True  # only from now on: the first answer of the form had none
        form.fields["code"].widget.attrs["autofocus"] = not form.errors
    return Door(form, asks_code=asks_code, status=status)


def _guest(request: HttpRequest, form: DoorForm) -> Member | None:
    """The member behind the code; None while the code is on its way."""
    data = form.cleaned_data
    who = {"email": data["email"], "name": data["name"], "language": request.LANGUAGE_CODE}
    asked: dict[str, Any] = {"address": client_address(request), "is_known": is_known(request, data["email"])}
    if not (isinstance(form, GuestDoorForm) and form.awaits_code):
        codes.ask(**who, **asked)
        return None
    member = codes.confirm(**who, **asked, code=data["code"])
    sign_in(request, member)
    return member


def _enter(person: Member, form: DoorForm, standing: Standing, invitation: Invitation | None) -> Membership:
    data, community = form.cleaned_data, standing.community
    try:
        return join_community(
            by=person,
            community=community,
            accepts_charter=data.get("accepts_charter", False),
            invitation=invitation,
            note=data.get("note", ""),
            key=data["key"],
        )
    except (AlreadyMember, AlreadyRequested):
        membership = standing_of(person, community).membership
        assert membership is not None  # noqa: S101 (that is what the refusal says)
        return membership
