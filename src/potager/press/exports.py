"""What the press brings to an export of one's data: the editions that one released."""

from collections.abc import Iterator

from potager.members.export import Part, as_json, register_export
from potager.members.models import Member
from potager.press.models import Edition


def _editions(member: Member) -> Iterator[Part]:
    own = ("id", "story", "number", "title", "subtitle", "language", "state", "released_at")
    yield as_json(
        "books.json", list(Edition.objects.filter(by=member).order_by("released_at", "pk").values(*own))
    )


register_export("press", _editions)
