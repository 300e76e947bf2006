"""The rules of private conversations, and the refusals that name them."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from potager.communities.models import Community, Membership
from potager.conversations.models import Participant, Rules, Topic
from potager.lib.permission import NotAllowed
from potager.lib.refusals import Refusal
from potager.lib.statements import first_where
from potager.members.models import Member
from potager.members.queries import blocks

MOST_PEOPLE = 12  # in one conversation


class NotInPrivate(NotAllowed):
    """The community does not want it, or the person is not a member."""

    message = gettext_lazy("Members do not write to one another in private here.")


class NobodyChosen(Refusal):
    """A conversation with oneself."""

    status = 422
    message = gettext_lazy("To whom do you write? Choose at least one member.")


class TooManyPeople(Refusal):
    """More than fit round a table."""

    status = 422
    message = gettext_lazy(
        "A private conversation is for twelve people at most. For more, open one that everybody reads."
    )


class CannotWriteTo(Refusal):
    """The person is not a member (any more), or one of the two does not want it: it is not said which."""

    status = 403

    def __init__(self, name: str) -> None:
        super().__init__(_("You cannot write to %(name)s in private here.") % {"name": name})


class OnlyTwo(Refusal):
    """What two people say stays between them."""

    message = gettext_lazy(
        "What you two say stays between you: nobody is added here. Begin another conversation to be more."
    )


class InAlready(Refusal):
    """They take part already."""

    message = gettext_lazy("This person takes part already.")


def is_offered(community: Community) -> bool:
    """Whether members write to one another in private there."""
    rules = first_where(Rules, community=community.pk)
    return rules is None or rules.has_private


def refuse_people(by: Member, community: Community, people: Sequence[Member]) -> None:
    """Raise unless `by` may talk with these people there."""
    if not people:
        raise NobodyChosen
    if len(people) >= MOST_PEOPLE:
        raise TooManyPeople
    refuse_strangers(by, community, people)


def refuse_strangers(by: Member, community: Community, people: Sequence[Member]) -> None:
    """Raise unless everyone belongs to the community, and nobody there blocks the other."""
    mine = Membership.objects.taking_part().filter(community=community, member__in=people)
    here = set(mine.values_list("member", flat=True))
    for person in people:
        is_here = person.pk in here and person.is_active
        if not is_here or blocks(person.pk, by.pk) or blocks(by.pk, person.pk):
            raise CannotWriteTo(person.display_name)


def refuse_unwanted(by: Member, topic: Topic) -> None:
    """Raise unless something may be said in the private conversation now: of two people neither blocks the other."""
    if not is_offered(topic.community):
        raise NotInPrivate
    if not is_pair(topic):
        return
    for other in Participant.objects.filter(topic=topic).exclude(member=by.pk).select_related("member"):
        if blocks(other.member_id, by.pk) or blocks(by.pk, other.member_id):
            raise CannotWriteTo(other.member.display_name)


def is_pair(topic: Topic) -> bool:
    """Whether the conversation was begun by two people, and is theirs."""
    return Participant.objects.filter(topic=topic).count() <= 2


def chosen(community: Community, identifiers: Iterable[UUID]) -> list[Member]:
    """The members of a community that have these identifiers, by name."""
    mine = Membership.objects.taking_part().filter(community=community, member__is_active=True)
    found = Member.objects.filter(pk__in=mine.values("member")).filter(pk__in=list(identifiers))
    return sorted(found, key=lambda one: one.display_name.casefold())
