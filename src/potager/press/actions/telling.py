"""How acts on editions are told."""

from potager.journal.record import Act
from potager.press.acts import EditionFacts
from potager.press.models import Edition


def tell(done: Act, edition: Edition) -> None:
    """Tell the journal which edition of which work it is about."""
    done(
        edition,
        EditionFacts(number=edition.number),
        place=edition.work,
        community=edition.work.community_id,
    )
