"""The nine gestures, in the order in which a morning thinks of them. One file each, all of one shape (base.py)."""

from potager.animation.gestures.answer import ANSWER
from potager.animation.gestures.base import Came, Candidate, Gesture, Place, Reason
from potager.animation.gestures.feed import FEED
from potager.animation.gestures.gather import GATHER
from potager.animation.gestures.honour import HONOUR
from potager.animation.gestures.introduce import INTRODUCE
from potager.animation.gestures.invite import INVITE
from potager.animation.gestures.tend import TEND
from potager.animation.gestures.wake import WAKE
from potager.animation.gestures.welcome import WELCOME

GESTURES: dict[str, Gesture] = {
    gesture.name: gesture
    for gesture in (WELCOME, ANSWER, HONOUR, INTRODUCE, FEED, WAKE, GATHER, INVITE, TEND)
}

__all__ = ["GESTURES", "Came", "Candidate", "Gesture", "Place", "Reason"]
