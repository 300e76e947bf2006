"""Coming in is a sign of life, without a word and toward nobody. Asking to come in is seen by few: no sign."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from potager.communities.models import Membership
from potager.journal.signs import Sign, Told, declare_signs

SOME = 500  # identifiers in one question


def _came(acts: Sequence[Told]) -> Iterable[Sign]:
    return [Sign(told, told.actor) for told in acts if told.actor]


def _were_let_in(acts: Sequence[Told]) -> Iterable[Sign]:
    """Whoever asked is there from the moment in which somebody says yes."""
    ids = [UUID(told.target[11:]) for told in acts if told.target.startswith("membership:")]
    members: dict[str, UUID] = {}
    for some in (ids[at : at + SOME] for at in range(0, len(ids), SOME)):
        rows = Membership.objects.filter(pk__in=some).order_by().values_list("pk", "member")
        members.update((f"membership:{pk}", member) for pk, member in rows)
    return [Sign(told, members[told.target]) for told in acts if told.target in members]


declare_signs(("community.opened", "membership.joined"), _came)
declare_signs(("membership.accepted",), _were_let_in)
