"""What people are told by letter when something concerns them, checked at the moment of telling."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from potager.communities.models import Membership
from potager.journal.kinds import Notice
from potager.journal.models import Activity
from potager.lib.permission import may
from potager.members.models import Member

State, Role = Membership.State, Membership.Role
QUIET = timedelta(days=1)  # who asks, withdraws and asks again does not ring twice


def request_arrived(activity: Activity) -> Iterable[Notice]:
    """To those who animate the community, while the request waits; once a day for one person."""
    membership = _membership(activity)
    if membership is None or not membership.is_requested or _rang_before(activity):
        return
    for animateur in _animateurs(membership):
        with translation.override(animateur.language):
            subject = _("%(name)s would like to join %(community)s")
            body = _(
                "Hello %(you)s,\n\n%(name)s would like to join %(community)s. "
                "You can answer here:\n\n%(link)s"
            )
            yield _notice(animateur, membership, subject=subject, body=body, page="requests/", reason="work")


def request_accepted(activity: Activity) -> Iterable[Notice]:
    """To the person, if they are in."""
    subject = gettext_noop("Welcome to %(community)s")
    body = gettext_noop(
        "Hello %(you)s,\n\nyou are now a member of %(community)s. It begins here:\n\n%(link)s"
    )
    return _to_the_person(activity, state=State.ACTIVE, subject=subject, body=body)


def request_declined(activity: Activity) -> Iterable[Notice]:
    """To the person, if the answer is still no."""
    subject = gettext_noop("Your request to join %(community)s")
    body = gettext_noop(
        "Hello %(you)s,\n\nthe people who animate %(community)s have not accepted your request this time. "
        "Nothing that you wrote elsewhere changes."
    )
    return _to_the_person(activity, state=State.DECLINED, subject=subject, body=body)


def member_removed(activity: Activity) -> Iterable[Notice]:
    """To the person, if they are still out."""
    subject = gettext_noop("You are no longer a member of %(community)s")
    body = gettext_noop(
        "Hello %(you)s,\n\nsomeone who animates %(community)s has ended your membership. What you wrote "
        "there stays yours. If you think that it is a mistake, answer the person who invited or welcomed you."
    )
    return _to_the_person(activity, state=State.REMOVED, subject=subject, body=body)


def role_changed(activity: Activity) -> Iterable[Notice]:
    """To the person, if they have the role that the act gave."""
    membership = _membership(activity)
    if membership is None or membership.role != activity.facts.get("role"):
        return ()
    subject = gettext_noop("Your role in %(community)s")
    body = gettext_noop("Hello %(you)s,\n\nyour role in %(community)s is now: %(role)s.\n\n%(link)s")
    return _to_the_person(activity, state=State.ACTIVE, subject=subject, body=body)


def _to_the_person(activity: Activity, *, state: str, subject: str, body: str) -> Iterable[Notice]:
    membership = _membership(activity)
    if membership is None or membership.state != state or activity.actor == membership.member_id:
        return
    if not membership.member.is_active:
        return
    with translation.override(membership.member.language):
        yield _notice(membership.member, membership, subject=_(subject), body=_(body))


def _membership(activity: Activity) -> Membership | None:
    found = Membership.objects.select_related("member", "community").filter(pk=activity.target_id)
    return found.first()


def _rang_before(activity: Activity) -> bool:
    earlier = Activity.objects.filter(place=activity.place, target=activity.target, kind=activity.kind)
    since = activity.happened_at - QUIET
    return earlier.filter(position__lt=activity.position, happened_at__gte=since).exists()


def _animateurs(membership: Membership) -> Iterable[Member]:
    here = Membership.objects.taking_part().filter(community=membership.community_id)
    roles = here.filter(role__in=[Role.OWNER, Role.ANIMATEUR])
    return Member.objects.filter(is_active=True, pk__in=roles.values("member")).order_by("pk")


def _notice(
    to: Member,
    membership: Membership,
    *,
    subject: str,
    body: str,
    page: str = "",
    reason: str = "decision",
) -> Notice:
    community = membership.community
    facts = {
        "you": to.display_name,
        "name": membership.member.display_name,
        "community": community.name,
        "role": membership.get_role_display(),
        "link": (settings.ENV.url or "") + community.get_absolute_url() + page,
    }
    # A name may hold a line break's cousins: a subject is one line.
    one_line = " ".join((subject % facts).split())
    return Notice(
        member=to.pk,
        address=to.email,
        language=to.language,
        subject=one_line,
        body=body % facts,
        reason=reason,
        thing=f"membership:{membership.pk}",
        url=community.get_absolute_url() + page if may(to, "read", community) else "/",
        community=community.pk,
    )
