"""Writing notices: mail, what is told in the page, how people wish to be told, letters."""

from potager.notices.actions.mail import NotPlainText, StillSending, forget_old_mail, hand_over, keep_mail
from potager.notices.actions.reading import mark_all_read, mark_read, mark_unread
from potager.notices.actions.telling import forget_old_notices, look_again, tell, tell_all
from potager.notices.actions.wishing import end_mail

__all__ = [
    "NotPlainText",
    "StillSending",
    "end_mail",
    "forget_old_mail",
    "forget_old_notices",
    "hand_over",
    "keep_mail",
    "look_again",
    "mark_all_read",
    "mark_read",
    "mark_unread",
    "tell",
    "tell_all",
]
