"""What the letterbox brings to an export of one's data: when one wrote, and what became of it. The words are posts."""

from collections.abc import Iterator

from potager.letterbox.models import Letter
from potager.members.export import Part, as_json, register_export
from potager.members.models import Member


def _letters(member: Member) -> Iterator[Part]:
    """Letters of the last month, from their address."""
    sent = Letter.objects.filter(sender=member.email).order_by("received_at", "pk")
    yield as_json("mail.json", list(sent.values("state", "reason", "received_at", "handled_at")))


register_export("letterbox", _letters)
