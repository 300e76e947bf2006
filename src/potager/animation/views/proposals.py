"""One gesture: its context, and the composer in which a person speaks."""

from typing import Any
from uuid import UUID

from django.contrib import messages as told
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from potager.animation import actions, beside, queries
from potager.animation.cards import Card, card_of
from potager.animation.deskpage import frame
from potager.animation.gestures import Place
from potager.animation.models import Proposal
from potager.animation.speaking import Seat, place_for, seat_at, way_of
from potager.animation.wanted import named_in
from potager.communities.queries import standing_of
from potager.communities.views.visits import forms_of_pages
from potager.conversations import pages
from potager.conversations.models import Post
from potager.conversations.views.posts import is_scripted
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.members.requests import member_of


def found_proposal(request: HttpRequest, identifier: UUID) -> tuple[Proposal, Member]:
    """A proposal, and whoever animates its community; 404 for everybody else."""
    member = member_of(request)
    proposal = queries.read(identifier, member) if member else None
    if member is None or proposal is None:
        raise Http404
    return proposal, member


@never_cache
@forms_of_pages
def proposal(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """GET: whom, why, and an empty composer. POST: it is said, and the proposal is done; or all comes back."""
    found, member = found_proposal(request, identifier)
    card = card_of(member, found, is_sending=request.method == "POST")
    if card is None:
        raise Http404
    seat = _seat(request, card, member)
    if seat and seat.said:
        _finish(request, found, member)
        return _said(request, found, seat)
    context = _context(card, member, seat)
    return render(request, _template(request, seat), context, status=seat.status if seat else 200)


def _seat(request: HttpRequest, card: Card, member: Member) -> Seat | None:
    """The composer of the way to act that the page shows, or for which its form was written."""
    place = _place(request, card)
    if place is None or (request.method != "POST" and not card.may_act):
        return None
    return seat_at(request, standing_of(member, card.proposal.network.community), place)


def _place(request: HttpRequest, card: Card) -> Place | None:
    if request.method == "POST" and (key := request.POST.get("place", "")):
        named = named_in([card.proposal])
        return place_for(key, card.places, named)
    asked = request.GET.get("place", "0")
    number = int(asked) if asked in {"0", "1", "2", "3"} else 0
    return next(iter(card.places[number:] or card.places), None)


def _template(request: HttpRequest, seat: Seat | None) -> str:
    """The page's script asks for the composer alone."""
    is_part = is_scripted(request) and seat is not None and seat.place.sort == "answer"
    return "animation/answering.html" if is_part else "animation/proposal.html"


def _context(card: Card, member: Member, seat: Seat | None) -> dict[str, Any]:
    found = card.proposal
    people = beside.people_of(found, member, seat.place.people if seat else ())
    return {
        **frame(standing_of(member, found.network.community)),
        "card": card,
        "seat": seat,
        "way": way_of(seat.place) if seat else "",
        "ways": [(one, seat is not None and way_of(one) == way_of(seat.place)) for one in card.places],
        "people": people,
        "common": beside.common_words(people),
        "talk": beside.talk_of(_thing(found, seat), member, get_language() or "fr"),
        **(seat.shows if seat else {}),
    }


def _thing(found: Proposal, seat: Seat | None) -> str:
    """The conversation in which one answers, or else what the gesture is about."""
    return seat.place.thing if seat and seat.place.sort == "answer" else found.thing


def _finish(request: HttpRequest, found: Proposal, member: Member) -> None:
    """What was said stays said, whatever became of the proposal in the meantime."""
    try:
        actions.finish_proposal(by=member, proposal=found)
        told.success(request, _("It is said, and the gesture stands among those that are done."))
    except Refusal:
        told.success(request, _("It is said. The proposal itself was decided in the meantime."))


def _said(request: HttpRequest, found: Proposal, seat: Seat) -> HttpResponse:
    if is_scripted(request) and isinstance(seat.said, Post):
        context = pages.added_page(seat.shows["topic"], seat.said, language=get_language() or "fr")
        return render(request, "conversations/post_added.html", context, status=201)
    return redirect("animation:desk", found.network.community.address)
