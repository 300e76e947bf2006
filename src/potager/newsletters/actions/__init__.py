"""Writing the letter, sending it, receiving it."""

from potager.newsletters.actions.issues import (
    discard_issue,
    open_issue,
    save_issue,
    schedule_issue,
    send_proof,
    unschedule_issue,
)
from potager.newsletters.actions.sending import (
    forget_old,
    hand_over_letters,
    note_left,
    pause_issue,
    resume_issue,
    send_issue,
    stop_issue,
)
from potager.newsletters.actions.subscribing import (
    ask_for_letter,
    confirm,
    end_subscription,
    forget_member,
    lose_readers_at,
    subscribe_member,
    take_back,
)

__all__ = [
    "ask_for_letter",
    "confirm",
    "discard_issue",
    "end_subscription",
    "forget_member",
    "forget_old",
    "hand_over_letters",
    "lose_readers_at",
    "note_left",
    "open_issue",
    "pause_issue",
    "resume_issue",
    "save_issue",
    "schedule_issue",
    "send_issue",
    "send_proof",
    "stop_issue",
    "subscribe_member",
    "take_back",
    "unschedule_issue",
]
