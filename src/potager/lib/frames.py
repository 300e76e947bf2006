"""How a view says that its page may show a frame from elsewhere (the middleware obeys): after a click, never before."""

import re
from collections.abc import Iterable

from django.http.response import HttpResponseBase

FRAMES = "X-Potager-Frames"
ORIGIN = re.compile(r"https://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}")


def allow_frames(response: HttpResponseBase, origins: Iterable[str]) -> None:
    """Let this page alone frame these origins ("https://player.vimeo.com"); what is no origin is left out."""
    known = [one for one in origins if ORIGIN.fullmatch(one)]
    if known:
        response[FRAMES] = " ".join(known)


def frames_allowed(response: HttpResponseBase) -> str:
    """What `allow_frames` said, taken off the answer; "" for nothing."""
    told = str(response.get(FRAMES, ""))
    if told:
        del response[FRAMES]
    return told
