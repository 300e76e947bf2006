"""The tables of notices."""

from potager.notices.models.mail import Delivery, Mail
from potager.notices.models.push import Subscription
from potager.notices.models.told import Bell, Notice
from potager.notices.models.unreached import Unreached
from potager.notices.models.wishes import Wishes

__all__ = ["Bell", "Delivery", "Mail", "Notice", "Subscription", "Unreached", "Wishes"]
