"""The bytes of pictures, recordings and films, for those who read or write their article."""

import os
from collections.abc import Iterator
from typing import BinaryIO, cast
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from potager.editorial import looking
from potager.lib.ranges import Range, Unsatisfiable, asked_range
from potager.members.requests import member_of

KEPT = "private, max-age=86400"  # a day: what is taken away has been seen
TYPES = {"mp3": "audio/mpeg", "mp4": "video/mp4", "webm": "video/webm"}
CHUNK = 262_144


@require_safe
def article_picture(request: HttpRequest, identifier: UUID, digest: str, side: int) -> HttpResponseBase:
    """A picture's bytes, in one of its sizes."""
    found = looking.picture_of(identifier, member_of(request))
    if found is None or digest != found.digest or side not in found.sides:
        raise Http404
    try:
        file = default_storage.open(found.path_of(side))
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(file, content_type="image/webp", headers={"Cache-Control": KEPT})


@require_safe
def medium(request: HttpRequest, identifier: UUID, digest: str, ending: str) -> HttpResponseBase:
    """A recording or a film, whole or the range that a player asks for (RFC 9110, 14)."""
    found = looking.medium_of(identifier, member_of(request))
    if found is None or not ending or digest != found.digest or ending != found.ending:
        raise Http404
    try:
        file = default_storage.open(found.path)
    except FileNotFoundError:
        raise Http404 from None
    told = {"Cache-Control": KEPT, "Accept-Ranges": "bytes", "Content-Disposition": "inline"}
    return _ranged(request, cast(BinaryIO, file.file), TYPES[ending], told)


def _ranged(request: HttpRequest, file: BinaryIO, kind: str, told: dict[str, str]) -> HttpResponseBase:
    size = os.fstat(file.fileno()).st_size
    try:
        part = asked_range(request.headers.get("Range", ""), size)
    except Unsatisfiable:
        file.close()
        told = {**told, "Content-Range": f"bytes */{size}"}
        return HttpResponse(status=416, headers=told, content_type=kind)
    return _streamed(file, part, size, StreamingHttpResponse(content_type=kind, headers=told))


def _streamed(
    file: BinaryIO, part: Range | None, size: int, response: StreamingHttpResponse
) -> StreamingHttpResponse:
    whole = part or Range(0, size)
    response.streaming_content = _chunks(file, whole)
    response["Content-Length"] = str(whole.length)
    if part:
        response.status_code = 206
        response["Content-Range"] = f"bytes {part.start}-{part.end - 1}/{size}"
    return response


def _chunks(file: BinaryIO, part: Range) -> Iterator[bytes]:
    with file:
        file.seek(part.start)
        left = part.length
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
