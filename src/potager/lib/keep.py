"""How a view says that its page may be kept for all visitors without a session (the front obeys)."""

from collections.abc import Iterable

from django.http import HttpResponse

PLACES, POSITION = "X-Potager-Places", "X-Potager-Position"


def keep(response: HttpResponse, *, places: Iterable[str], position: int) -> HttpResponse:
    """Mark a public page: it is true until an act touches one of `places` ("type:uuid", or "everything").

    `position` is the journal's last position, read **before** the page's own queries: an act that came
    during the rendering is then known to be newer. The page may depend on the language, on nothing else of
    the visitor. The headers never leave the process.
    """
    response[PLACES] = " ".join(places)
    response[POSITION] = str(position)
    return response
