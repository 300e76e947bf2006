"""What the pages show on which meetings are called and changed, and on which they are read."""

from typing import Any

from django.utils import timezone

from potager.communities.queries import Standing
from potager.communities.views.visits import Visit
from potager.conversations.spoken import spoken_about
from potager.gatherings import comingpages, hostingpages, pages, sessionpages
from potager.gatherings.eventforms import typed_again
from potager.gatherings.forms import PlanForm
from potager.gatherings.models import Event, Session

__all__ = ["event_page", "first_plan", "own_page", "plan_page", "session_page", "true_until", "typed_again"]


def first_plan(visit: Visit, copied: Event | None) -> dict[str, Any]:
    """What the form begins with: the member's clock and language, or all of what is copied but its day."""
    if copied is None:
        return {"language": visit.community.language, "time_zone": visit.member.time_zone}
    hours = {"hour": f"{copied.starts:%H:%M}", "minutes": copied.minutes, "time_zone": copied.time_zone}
    return {**typed_again(copied), **hours}


def plan_page(visit: Visit, form: PlanForm) -> dict[str, Any]:
    """The form that calls a meeting."""
    return {"form": form, **pages.frame(visit.community, visit.standing)}


def own_page(event: Event, standing: Standing) -> dict[str, Any]:
    """A page on which something is done to an event."""
    return {**pages.frame(event.community, standing), "event": event}


def event_page(event: Event, standing: Standing) -> dict[str, Any]:
    """What people meet for; of its next date, all that one needs to come."""
    context = pages.event_page(event, standing)
    following = next((one for one in context["coming"] if one.is_planned), None)
    part = comingpages.session_part(following, standing) if following else {}
    context |= sessionpages.rule_part(event, standing) | hostingpages.cafe_part(event, context, standing)
    return {**context, **part, "session": following, "spoken": _spoken(event, standing), "is_read": True}


def session_page(session: Session, standing: Standing) -> dict[str, Any]:
    """One date, with all that one needs to come."""
    context, event = pages.session_page(session, standing), session.event
    told = {"about": pages.about_html(event), "spoken": _spoken(event, standing), "is_read": True}
    host = hostingpages.hosting_part(session, standing) | sessionpages.date_part(session, standing)
    return {**context, **comingpages.session_part(session, standing), **told, **host}


def _spoken(event: Event, standing: Standing) -> Any:
    """How much is said about it."""
    found = spoken_about(Session.objects.none(), event.pk, standing=standing)
    return found[0] if found else None


def true_until(context: dict[str, Any]) -> Any:
    """When a page for visitors stops being true by itself: as soon as one of its dates is over."""
    shown = [*context.get("coming", ()), *filter(None, [context.get("session")])]
    ends = [one.ends_at for one in shown if one.ends_at > timezone.now()]
    return min(ends, default=None)
