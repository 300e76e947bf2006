"""Sending an answer that is all there."""

from potager.config.wire import Headers, Send


async def send_whole(send: Send, status: int, headers: Headers, body: bytes) -> None:
    """Send an answer whose headers say everything."""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def send_text(send: Send, status: int, body: bytes) -> None:
    """Send a few words to a machine."""
    kind = b"application/json" if body.startswith(b"{") else b"text/plain; charset=utf-8"
    headers = [
        (b"content-type", kind),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
    ]
    await send_whole(send, status, headers, body)
