"""How a view says that its page may be kept for all visitors without a session (the front obeys)."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpResponse

PLACES, POSITION, UNTIL = "X-Potager-Places", "X-Potager-Position", "X-Potager-Until"


def keep(
    response: HttpResponse, *, places: Iterable[str], position: int, until: datetime | None = None
) -> HttpResponse:
    """Mark a public page: it is true until an act touches one of `places` ("type:uuid", or "everything").

    `position` is the journal's last position, read **before** the page's own queries: an act that came
    during the rendering is then known to be newer. The page may depend on the language, on nothing else of
    the visitor. `until`: a page that says what day it is stops being true then. The headers never leave the process.
    """
    response[PLACES] = " ".join(places)
    response[POSITION] = str(position)
    if until is not None:
        response[UNTIL] = str(int(until.timestamp()))
    return response
