"""What notices bring to an export of one's data: the letters that are still kept, for a week at most."""

from collections.abc import Iterator

from potager.members.export import Part, as_json, register_export
from potager.members.models import Member
from potager.notices.models import Mail


def _letters(member: Member) -> Iterator[Part]:
    """Their words are erased once they have left; of those that wait or are shown, a code may be in them."""
    kept = Mail.objects.filter(to=member.email).order_by("created_at", "pk")
    yield as_json("letters.json", list(kept.values("subject", "state", "created_at", "sent_at")))


register_export("notices", _letters)
