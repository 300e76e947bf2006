"""What the desk tells the journal: what became of proposals. Nobody is told, no page shows it: the desk reads rows."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, declare


@dataclass(frozen=True)
class ProposalFacts:
    """The name of the gesture, and why it was declined (a name of Proposal.No, "" if it was not)."""

    gesture: str
    no: str = ""


declare(
    Kind(
        name="proposal.done",
        action="finish_proposal",
        sentence=_("%(actor)s made a gesture that was proposed"),
        activitystreams="Accept",
        facts=ProposalFacts,
        is_seen=False,
    ),
    Kind(
        name="proposal.postponed",
        action="postpone_proposal",
        sentence=_("%(actor)s put a proposal off"),
        activitystreams="TentativeAccept",
        facts=ProposalFacts,
        is_seen=False,
    ),
    Kind(
        name="proposal.declined",
        action="decline_proposal",
        sentence=_("%(actor)s declined a proposal"),
        activitystreams="Reject",
        facts=ProposalFacts,
        is_seen=False,
    ),
    Kind(
        name="proposal.reopened",
        action="reopen_proposal",
        sentence=_("%(actor)s put a proposal back on the desk"),
        activitystreams="Undo",
        facts=ProposalFacts,
        is_seen=False,
    ),
)
