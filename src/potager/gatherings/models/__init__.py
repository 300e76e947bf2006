"""The tables of gatherings."""

from potager.gatherings.models.events import Event, Host, Offer, Session
from potager.gatherings.models.registrations import Registration

__all__ = ["Event", "Host", "Offer", "Registration", "Session"]
