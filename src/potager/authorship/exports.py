"""What authorship brings to an export of one's data: how works name one, and what one agreed to."""

from collections.abc import Iterator

from potager.authorship.models import Agreement, Choice
from potager.members.export import Part, as_json, register_export
from potager.members.models import Member


def _names(member: Member) -> Iterator[Part]:
    chosen = Choice.objects.filter(author=member).order_by("chosen_at", "pk")
    agreed = Agreement.objects.filter(member=member).order_by("given_at", "pk")
    content = {
        "names": list(chosen.values("work", "naming", "name", "link", "presentation", "chosen_at")),
        "agreements": list(agreed.values("work", "licence", "digest", "given_at")),
    }
    yield as_json("names.json", content)


register_export("authorship", _names)
