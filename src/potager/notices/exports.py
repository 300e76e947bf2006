"""What notices bring to an export of one's data: letters that are still kept, what one was told, how one wishes it."""

from collections.abc import Iterator

from potager.members.export import Part, as_json, register_export
from potager.members.models import Member
from potager.notices.models import Mail, Notice, Subscription, Wishes


def _letters(member: Member) -> Iterator[Part]:
    """Their words are erased once they have left; of those that wait or are shown, a code may be in them."""
    kept = Mail.objects.filter(to=member.email).order_by("created_at", "pk")
    yield as_json("letters.json", list(kept.values("subject", "state", "created_at", "sent_at")))


register_export("notices", _letters)


def _told(member: Member) -> Iterator[Part]:
    """Of what one was told only that it was: the sentences are made when they are read."""
    told = Notice.objects.filter(member=member).order_by("position")
    browsers = Subscription.objects.filter(member=member).order_by("began_at", "pk")
    wishes = Wishes.objects.filter(member=member)
    yield as_json("notices.json", {
        "wishes": list(wishes.values("addressed", "private", "work", "followed", "letter", "hour", "weekday")),
        "browsers": list(browsers.values("browser", "system", "began_at")),
        "told": list(told.values("reason", "thing", "at", "read_at")),
    })  # fmt: skip


register_export("told", _told)
