"""What members bring to an export: the account, the portrait, the acts."""

from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import timezone

from potager.journal.models import Activity
from potager.members.export import Part, as_json, register_export
from potager.members.models import SIDES, Aversion, Member
from potager.members.portraits import path_of


def _account(member: Member) -> Iterator[Part]:
    yield Part("readme.md", render_to_string("members/export.md", {"member": member, "now": timezone.now()}))
    own = ("email", "display_name", "language", "time_zone", "is_owner", "joined_at")
    account = {"id": member.pk, **{name: getattr(member, name) for name in own}}
    account["has_password"] = member.has_usable_password()
    account["sessions"] = list(
        member.sessions.order_by("began_at").values("browser", "system", "means", "began_at", "seen_on")
    )
    account["passkeys"] = list(member.passkeys.order_by("added_at").values("name", "added_at", "used_on"))
    yield as_json("account.json", account)
    averse = Aversion.objects.filter(by=member).order_by("since")
    yield as_json("aversions.json", list(averse.values("kind", "name", "since")))
    if member.portrait:
        with default_storage.open(path_of(member.pk, member.portrait, SIDES[-1])) as file:
            yield Part("portrait.webp", file.read())


def _acts(member: Member) -> Iterator[Part]:
    told = Activity.objects.filter(actor=member.pk).order_by("position")
    yield as_json(
        "acts.json", list(told.values("uuid", "kind", "happened_at", "target", "place", "community", "facts"))
    )


register_export("account", _account)
register_export("acts", _acts)
