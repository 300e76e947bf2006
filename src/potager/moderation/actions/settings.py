"""How a community looks after itself."""

from potager.communities.models import Community
from potager.journal.record import act
from potager.lib.permission import must
from potager.members.models import Member
from potager.moderation.acts import CareFacts
from potager.moderation.models import Care


def change_care(*, by: Member, community: Community, shows_log: bool, draws_lots: bool) -> Care:
    """Show the log in its outline, or not; let members drawn by lot decide, or not."""
    must(by, "animate", community)
    wanted = {"shows_log": shows_log, "draws_lots": draws_lots}
    before = Care.objects.filter(community=community).first() or Care(community=community)
    fields = [name for name, value in wanted.items() if getattr(before, name) != value]
    if not fields:
        return before
    with act("care.changed", by=by) as done:
        care, _made = Care.objects.update_or_create(community=community, defaults=wanted)
        done(care, CareFacts(fields=fields), community=community.pk)
    return care
