"""What the letter brings to an export of one's data: which letters one receives, and which one wrote."""

from collections.abc import Iterator

from potager.members.export import Part, as_json, register_export
from potager.members.models import Member
from potager.newsletters.models import Issue, Subscriber


def _letters(member: Member) -> Iterator[Part]:
    """By the community's id: the person may not know its name any more."""
    received = Subscriber.objects.filter(member=member).order_by("asked_at", "pk")
    written = Issue.objects.filter(opened_by=member).order_by("opened_at", "pk")
    content = {
        "received": list(received.values("community", "language", "asked_at", "confirmed_at")),
        "written": list(written.values("id", "title", "pieces", "opened_at", "begun_at")),
    }
    yield as_json("letters-to-readers.json", content)


register_export("letters_to_readers", _letters)
