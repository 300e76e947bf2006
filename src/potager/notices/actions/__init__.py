"""Writing notices: mail, what is told in the page, how people wish to be told, letters."""

from potager.notices.actions.forgetting import forget_old_notices, look_again
from potager.notices.actions.letters import expect_letters, send_letters
from potager.notices.actions.mail import NotPlainText, StillSending, forget_old_mail, hand_over, keep_mail
from potager.notices.actions.pushing import Browser, add_browser, end_browsers, remove_browser
from potager.notices.actions.reading import mark_all_read, mark_read, mark_seen, mark_unread
from potager.notices.actions.telling import tell, tell_all
from potager.notices.actions.wishing import PRESETS, change_wishes, end_mail, move_hour

__all__ = [
    "PRESETS",
    "Browser",
    "NotPlainText",
    "StillSending",
    "add_browser",
    "change_wishes",
    "end_browsers",
    "end_mail",
    "expect_letters",
    "forget_old_mail",
    "forget_old_notices",
    "hand_over",
    "keep_mail",
    "look_again",
    "mark_all_read",
    "mark_read",
    "mark_seen",
    "mark_unread",
    "move_hour",
    "remove_browser",
    "send_letters",
    "tell",
    "tell_all",
]
