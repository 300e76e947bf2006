"""Why an act on a community is refused: each names its rule and says what the person can do."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext_lazy as _

from potager.communities.models import Community
from potager.lib.refusals import Refusal


class AddressTaken(Refusal):
    """Another community has this address, or had it."""

    message = _("Another community has this address. Choose another.")


class CharterNotAccepted(Refusal):
    """One joins by accepting the charter."""

    status = 422
    message = _("To join, read the charter and accept it.")


class CharterMovedOn(Refusal):
    """Another version came while the person read or wrote."""

    message = _("The charter has changed meanwhile. Look at it as it is now, then press once more.")


class CharterUnchanged(Refusal):
    """The same text, to the letter."""

    status = 422
    message = _("This is the charter as it stands: nothing has changed.")


class CharterToAccept(Refusal):
    """Members accept what is new in the charter before they write again."""

    message = _("The charter has changed since you accepted it. Read what is new and accept it, then send.")

    def __init__(self, community: Community) -> None:
        super().__init__()
        self.url = f"{community.get_absolute_url()}charter/accept/"
        self.label = _("What is new in the charter")


class Suspended(Refusal):
    """Who is suspended reads what everybody reads."""

    status = 403

    def __init__(self, until: datetime, url: str = "") -> None:
        day = date_format(timezone.localtime(until), "DATETIME_FORMAT")
        super().__init__(
            _("You are suspended here until %(day)s: until then you read what everybody reads.")
            % {"day": day}
        )
        self.url, self.label = url, _("Read the decision")


class SlowedDown(Refusal):
    """Who is slowed down writes once in a while."""

    status = 429

    def __init__(self, again_at: datetime, url: str = "") -> None:
        hour = time_format(timezone.localtime(again_at), "TIME_FORMAT")
        super().__init__(
            _(
                "For some days you write here once in a while. From %(hour)s on, again: keep your words until then."
            )
            % {"hour": hour}
        )
        self.url, self.label = url, _("Read the decision")


class MayNotRestrain(Refusal):
    """Nobody is slowed down or suspended by whoever has less to say, nor by themselves."""

    status = 403
    message = _(
        "This person answers for the community as much as you do, or more. Someone who animates it has to decide."
    )


class AlreadyMember(Refusal):
    """The person is in already."""

    message = _("You are a member of this community already.")


class AlreadyRequested(Refusal):
    """The person has asked and waits."""

    message = _("You have asked already: an animateur will answer you.")


class NotInvited(Refusal):
    """This community is joined through an invitation."""

    status = 403
    message = _("One joins this community with an invitation. Ask someone who is in it for a link.")


class InvitationClosed(Refusal):
    """The invitation has expired, was taken back, or has served its number of people."""

    status = 410
    message = _("This invitation no longer opens the door. Ask whoever gave it to you for another.")


class NotAMember(Refusal):
    """The person is not in the community, or no longer."""

    message = _("This person is not a member of the community, or no longer.")


class AlreadyAnswered(Refusal):
    """Someone else has answered the request, or it was withdrawn."""

    message = _("This request has been answered already, or was withdrawn.")


class LastOwner(Refusal):
    """A community always has an owner."""

    message = _("A community needs an owner. Make someone else an owner first.")


class OwnersStay(Refusal):
    """Owners, and animateurs for other animateurs, are not removed: an owner changes their role first."""

    status = 403
    message = _(
        "Only plain members can be removed. An owner of the community can change this person’s role first."
    )


class MembersOnly(Refusal):
    """The page is for members."""

    status = 403
    message = _("Members see one another’s names here. From outside, only their number is told.")
