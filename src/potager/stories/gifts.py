"""The stories that a person wrote in under the name they bear, as their page lists them."""

from collections.abc import Iterable

from django.db.models import Count, Max, Q
from django.utils.translation import ngettext

from potager.directory.gifts import MOST, Gift, register_gifts
from potager.members.models import Member
from potager.stories.models import Contribution
from potager.stories.queries import visible_to


def _stories(member: Member, viewer: Member | None) -> Iterable[Gift]:
    shown = Q(state=Contribution.State.SHOWN, is_unseen=False, signature=member.display_name)
    mine = Contribution.objects.filter(shown, author=member, story__in=visible_to(viewer).values("pk"))
    counted = mine.values("story", "story__title").annotate(many=Count("pk"), last=Max("written_at"))
    for row in counted.order_by("-last")[:MOST]:
        label = ngettext("%(many)s contribution to a story", "%(many)s contributions to a story", row["many"])
        yield Gift(label % {"many": row["many"]}, row["story__title"], f"/stories/{row['story']}/")


register_gifts("stories", 20, _stories)
