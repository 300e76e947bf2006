"""The way in for programs: a mail server's filter, or a service that takes mail, posts each mail as it is."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_POST

from potager.letterbox.actions import MOST_BYTES, receive

SCHEME = "Bearer "


@require_POST
def take_mail(request: HttpRequest) -> HttpResponse:
    """Store the mail that is posted (RFC 5322), for whoever knows POTAGER_MAIL_SECRET: 202, or 200 if it is not ours.

    Who it is for may stand in X-Envelope-To. A mail that comes twice is one mail. For others there is nothing here.
    """
    if not _knows_the_secret(request):
        raise Http404
    try:
        raw = request.read(MOST_BYTES + 1)
    except UnreadablePostError:
        return HttpResponse(status=400)
    if len(raw) > MOST_BYTES:
        return HttpResponse(status=413)
    to = request.headers.get("X-Envelope-To", "")[:1000]
    letter = receive(raw, to=[address.strip() for address in to.split(",") if address.strip()])
    return HttpResponse(status=202 if letter else 200)


def _knows_the_secret(request: HttpRequest) -> bool:
    secret = settings.ENV.mail_secret or ""
    given = request.headers.get("Authorization", "")
    return (
        bool(secret)
        and given.startswith(SCHEME)
        and constant_time_compare(given.removeprefix(SCHEME), secret)
    )
