"""What moderation decides about books."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.journal.record import act
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.press.actions.telling import tell
from potager.press.models import Edition
from potager.press.queries import COMMUNITIES, same_work


class NotInThisState(Refusal):
    """It is hidden already, or is not."""

    message = _("It is not in that state any more. Reload the page to see how it stands.")


def hide_book(*, by: Member, edition: Edition) -> Edition:
    """Take an edition out of sight, with those before it in its language and whatever was translated from them."""
    must(by, "moderate", edition.community)
    with act("book.hidden", by=by) as done:
        locked = _locked(edition)
        if locked.hidden_at is not None:
            raise NotInThisState
        locked.hidden_at = timezone.now()
        earlier = Edition.objects.filter(
            same_work(locked), language=locked.language, number__lte=locked.number, hidden_at=None
        )
        earlier.update(hidden_at=locked.hidden_at)
        tell(done, locked)
    return locked


def unhide_book(*, by: Member, edition: Edition) -> Edition:
    """Undo: all that was hidden with it is read again."""
    must(by, "moderate", edition.community)
    with act("book.unhidden", by=by) as done:
        locked = _locked(edition)
        if locked.hidden_at is None:
            raise NotInThisState
        Edition.objects.filter(same_work(locked), hidden_at=locked.hidden_at).update(hidden_at=None)
        locked.hidden_at = None
        tell(done, locked)
    return locked


def _locked(edition: Edition) -> Edition:
    rows = Edition.objects.select_for_update(of=("self",))
    return rows.select_related(*COMMUNITIES).get(pk=edition.pk)
