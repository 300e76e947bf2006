"""What the desk tells the journal: what became of proposals. Nobody is told, no page shows it: the desk reads rows."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, declare


@dataclass(frozen=True)
class ProposalFacts:
    """The name of the gesture, and why it was declined (a name of Proposal.No, "" if it was not)."""

    gesture: str
    no: str = ""


@dataclass(frozen=True)
class UsesFacts:
    """How many uses the person has switched off now; never which."""

    off: int


@dataclass(frozen=True)
class NetworkFacts:
    """Whether members see the pictures of their community now."""

    shows_pictures: bool


@dataclass(frozen=True)
class WeightsFacts:
    """The name of the gesture whose signs were weighed."""

    gesture: str


declare(
    Kind(
        name="uses.changed",
        action="change_uses",
        sentence=_("%(actor)s said what the desk may do with what it knows"),
        activitystreams="Update",
        facts=UsesFacts,
        is_seen=False,
    ),
    Kind(
        name="network.changed",
        action="change_network",
        sentence=_("%(actor)s said who sees the pictures of the community"),
        activitystreams="Update",
        facts=NetworkFacts,
        is_seen=False,
    ),
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
    Kind(
        name="weights.changed",
        action="change_weights",
        sentence=_("%(actor)s said how much the signs of a gesture count"),
        activitystreams="Update",
        facts=WeightsFacts,
        is_seen=False,
    ),
    Kind(
        name="weights.forgotten",
        action="forget_weights",
        sentence=_("%(actor)s let the desk learn again how much the signs of a gesture count"),
        activitystreams="Update",
        facts=WeightsFacts,
        is_seen=False,
    ),
)
