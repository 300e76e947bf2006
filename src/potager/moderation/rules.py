"""The rules of looking after, the refusals that name them, and the usual rules where a charter is silent."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from potager.communities.models import Community
from potager.lib.refusals import Refusal
from potager.moderation.models import Decision, Report

Measure, Reason = Decision.Measure, Report.Reason
LONGEST_WORDS = 4000  # characters, of any text here
LONGEST_RULE = 300
USUAL = "usual:"
USUAL_RULES: dict[str, str | Promise] = {
    Reason.INSULT.value: _("One argues about things, not against people."),
    Reason.HATE.value: _("Nobody is worth less for what they are."),
    Reason.HARASSMENT.value: _("A no is a no, and silence is one too."),
    Reason.PRIVACY.value: _("What is private of somebody is theirs to tell."),
    Reason.SPAM.value: _("One comes here to talk, not to sell."),
    Reason.RIGHTS.value: _("What is another’s is quoted with their name, and taken with their yes."),
    Reason.OFF_TOPIC.value: _("Each thing has its place, so that everyone finds it."),
    Reason.OTHER.value: _("One takes care of the place and of those who are in it."),
}
MEANS: dict[str, str | Promise] = {
    Measure.NOTHING.value: _("Nothing in it breaks a rule. Whoever reported it learns that you looked."),
    Measure.TALK.value: _("It stays. The person reads your words and the rule, and nobody else does."),
    Measure.HIDE.value: _("Nobody reads it any more. Its author learns why."),
    Measure.RETURN.value: _(
        "It is hidden until its author has changed what you say; then it comes back to this queue."
    ),
    Measure.SLOW.value: _("For some days they write once in a while."),
    Measure.SUSPEND.value: _("For some days they read what everybody reads, and write nothing."),
    Measure.EXCLUDE.value: _("Their membership ends. To come back they have to ask."),
}
TOLD: dict[str, str | Promise] = {  # to the person concerned
    Measure.TALK.value: _("A word for you"),
    Measure.HIDE.value: _("What you wrote is hidden"),
    Measure.RETURN.value: _("Your text comes back to you"),
    Measure.SLOW.value: _("For some days, you write once in a while"),
    Measure.SUSPEND.value: _("For some days, you read and do not write"),
    Measure.EXCLUDE.value: _("Your membership has ended"),
}
ON_THINGS = frozenset({Measure.HIDE.value, Measure.RETURN.value})
ON_PEOPLE = frozenset({Measure.SLOW.value, Measure.SUSPEND.value, Measure.EXCLUDE.value})


class TooManyReports(Refusal):
    """One network, again and again."""

    status = 429
    message = _(
        "Thank you: several reports have come from here already. Someone looks at them; try again later."
    )


class Concerned(Refusal):
    """Nobody decides about themselves."""

    status = 403
    message = _(
        "This is about you, or about something that you wrote: someone else looks at it, and nobody decides "
        "about themselves."
    )


class ReportedBySelf(Refusal):
    """Nobody is judge of what they reported, as long as somebody else is there."""

    status = 403
    message = _(
        "You reported this yourself: someone else decides. Leave them a note, if there is more to know."
    )


class ClaimedByOther(Refusal):
    """Two do not work on one."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _now("%(name)s is looking at this. Leave them a note, or wait until they put it back.")
            % {"name": name}
        )


class NotClaimed(Refusal):
    """One takes a case before deciding it."""

    message = _("Take it first, so that nobody else works on it at the same time.")


class AlreadyDecided(Refusal):
    """Somebody was faster."""

    message = _("This has been decided meanwhile. Reload the page to see how it stands.")


class WithTheLot(Refusal):
    """Three members are deciding."""

    message = _("Three members drawn by lot are deciding this. You will learn what they say.")


class NothingSaid(Refusal):
    """Whoever is concerned by a measure reads why."""

    status = 422
    message = _("Tell the person why, in a few words of your own.")


class BlankLeft(Refusal):
    """The words of a template are not yet yours."""

    status = 422
    message = _("The words still hold the blank that only you can fill: say what exactly this is about.")


class NotPossible(Refusal):
    """The measure does not fit the thing, or whoever decides."""

    status = 422
    message = _("That measure is not possible here. Choose another one.")


class NothingToAppeal(Refusal):
    """It was appealed already, or does not hold any more."""

    message = _("This decision has been looked at again already, or does not hold any more.")


class SameJudge(Refusal):
    """Whoever decided does not answer the appeal."""

    status = 403
    message = _("You took this decision: someone else answers the appeal.")


class NotReturned(Refusal):
    """There is nothing to send again."""

    message = _("This text does not wait for other words any more.")


class NoLot(Refusal):
    """The community draws no lots, or there are too few people to draw from."""

    message = _(
        "No lot can be drawn: either this community does not want it, or fewer than three members who are not "
        "concerned have been active lately."
    )


class LotClosed(Refusal):
    """The others have decided, or the time is over."""

    message = _("This has been decided, or your two days are over. Thank you all the same.")


def usual_rule(reason: str) -> str:
    """How a usual rule is kept."""
    return f"{USUAL}{reason}"


def rule_in_words(rule: str) -> str:
    """A rule as people read it: a usual one in their language, one of a charter to the letter."""
    if rule.startswith(USUAL):
        return str(USUAL_RULES.get(rule.removeprefix(USUAL), ""))
    return rule


def passages_of(community: Community) -> list[str]:
    """The rules that a charter holds: its lines, without the shortest."""
    lines = (line.strip(" \t-*•–—#>") for line in community.charter.splitlines())
    return [line[:LONGEST_RULE] for line in lines if len(line) > 10][:100]
