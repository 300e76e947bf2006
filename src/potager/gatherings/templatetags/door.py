"""Pieces of other pages: a ticket on one's registration, subjects and the door on the page of a date."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone

from potager.communities import qr
from potager.communities.models import Community
from potager.communities.queries import Standing
from potager.gatherings import afterpages, attending, wishing
from potager.gatherings.models import Registration, Session, Sounding

register = template.Library()


@register.simple_tag
def after(session: Session, standing: Standing) -> dict[str, Any]:
    """What stands on the page of a date beside who comes."""
    return afterpages.more_of(session, standing)


@register.inclusion_tag("gatherings/registration_ticket.html", takes_context=True)
def ticket(context: dict[str, Any], mine: Registration) -> dict[str, Any]:
    """The QR code that opens the door, until the date is over; afterwards, whether one may be named."""
    has_place = mine.state == Registration.State.COMING
    is_over = mine.session.is_over_at(timezone.now())
    path = reverse("gatherings:ticket", args=[attending.ticket_of(mine)])
    shows = has_place and not is_over and mine.session.is_planned
    return {
        "mine": mine,
        "code": qr.svg(context["request"].build_absolute_uri(path)) if shows else "",
        "asks": has_place and mine.session.starts_at <= timezone.now(),
    }


@register.simple_tag
def soundings(community: Community, standing: Standing) -> list[Sounding]:
    """The meetings that look for their date, for those who have a say."""
    return wishing.open_soundings(community, standing)
