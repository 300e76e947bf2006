"""Registering from the page: from the form to the act, for members and for whoever passes by."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from potager.communities.queries import Standing, standing_of
from potager.gatherings.actions.registrations import make_registration
from potager.gatherings.models import Registration, Session
from potager.gatherings.permissions import registers
from potager.gatherings.places import registration_of
from potager.gatherings.registerforms import RegistrationForm
from potager.gatherings.registering import OnlyMembersCome, refuse_companions, refuse_over
from potager.lib.refusals import Refusal
from potager.members.guests import come_in
from potager.members.models import Member
from potager.members.requests import mail_is_shown, member_of


@dataclass
class Welcome:
    """What the page holds beside the form: who registers, and what stands in the way."""

    form: RegistrationForm
    standing: Standing
    asks_code: bool = False  # of a passer-by: the six digits are on their way
    status: int = 200

    @property
    def mail_is_shown(self) -> bool:
        """Whether the code is to be read on a page, since no mail leaves a demo."""
        return mail_is_shown()

    @property
    def typed(self) -> dict[str, str]:
        """Who somebody said they are."""
        return {name: self.form.data.get(name, "") for name in ("name", "email")}


def submit(
    request: HttpRequest, form: RegistrationForm, session: Session, standing: Standing
) -> Registration | Welcome:
    """Register what was posted: the registration, or the page with all that was typed and what to do now."""
    if not form.is_valid():
        return Welcome(form, standing, asks_code=bool(form.data.get("code")), status=422)
    try:
        by = standing.member or _known(request, form, session, standing)
        return _registered(by, form, session) if by else Welcome(form, standing, asks_code=True)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        now = standing_of(member_of(request), standing.community)  # a passer-by may have come in on the way
        asks = now.member is None and bool(form.cleaned_data.get("code"))
        return Welcome(form, now, asks_code=asks, status=refusal.status)


def _known(
    request: HttpRequest, form: RegistrationForm, session: Session, standing: Standing
) -> Member | None:
    """Whoever passes by, once their code is right; what would be refused anyway is said before a letter leaves."""
    said = form.cleaned_data
    if not registers(standing, session):
        raise OnlyMembersCome
    refuse_over(session, timezone.now())
    refuse_companions(session, said.get("companions") or 0)
    if said["website"]:
        return None  # a machine is told what it wants to hear, and nothing leaves
    return come_in(request, name=said["name"], email=said["email"], code=said["code"])


def _registered(by: Member, form: RegistrationForm, session: Session) -> Registration:
    """Under their name; who was registered already, and typed all again as a passer-by, is led to what they have."""
    known = registration_of(by, session)
    if known is not None and known.state != Registration.State.CANCELLED:
        return known
    return make_registration(by=by, session=session, coming=form.coming(), key=form.key_or_new)
