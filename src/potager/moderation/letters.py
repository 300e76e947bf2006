"""What people are told: moderators that something waits, authors what was decided, reporters that it was dealt with."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from potager.communities.models import Community
from potager.communities.queries import standing_of
from potager.journal.kinds import Notice
from potager.journal.models import Activity
from potager.members.models import Member
from potager.moderation import queries
from potager.moderation.lots import SEATS
from potager.moderation.models import Decision, Juror, Report
from potager.moderation.rules import TOLD, rule_in_words

Measure, State = Decision.Measure, Decision.State


def report_made(activity: Activity) -> Iterable[Notice]:
    """To those who look after the place, for the first report of a case, while it is open."""
    report = Report.objects.select_related("case__community").filter(pk=activity.target_id).first()
    if report is None or not report.case.is_open or _is_repeated(report):
        return
    case = report.case
    for one in queries.moderators_of(case.community):
        if one.pk not in {report.by_id, case.author_id}:
            with translation.override(one.language):
                yield _notice(
                    one, case.community, _("Something needs care in %(community)s"), _report_body(),
                    path=f"/care/{case.pk}/", thing=f"case:{case.pk}", reason=report.get_reason_display(),
                )  # fmt: skip


def decision_taken(activity: Activity) -> Iterable[Notice]:
    """To the person concerned, with the rule; to those who reported it, that it was dealt with."""
    decision = _decision(activity)
    if decision is None:
        return
    yield from _to_the_person(decision)
    for one in queries.reporters_of(decision.case):
        if one.pk not in {decision.by_id, decision.toward_id}:
            with translation.override(one.language):
                subject = _("What you reported in %(community)s")
                yield _notice(
                    one, decision.community, subject, _dealt_with(), thing=f"case:{decision.case_id}"
                )


def decision_appealed(activity: Activity) -> Iterable[Notice]:
    """To those who look after the place, besides who decided."""
    decision = _decision(activity)
    if decision is None:
        return
    for one in queries.moderators_of(decision.community):
        if one.pk not in {decision.by_id, decision.toward_id}:
            with translation.override(one.language):
                subject = _("A second look is asked for in %(community)s")
                yield _notice(
                    one, decision.community, subject, _appeal_body(),
                    path=decision.get_absolute_url(), thing=f"decision:{decision.pk}",
                )  # fmt: skip


def decision_reviewed(activity: Activity) -> Iterable[Notice]:
    """To the person concerned: how it ended."""
    decision = _decision(activity)
    if decision is None or decision.toward is None or not decision.toward.is_active:
        return
    person = decision.toward
    bodies = {State.UPHELD: _upheld_body, State.OVERTURNED: _overturned_body, State.LIFTED: _overturned_body}
    body = bodies.get(State(decision.state))
    if body is None or decision.measure == Measure.NOTHING:
        return
    with translation.override(person.language):
        appeal = getattr(decision, "appeal", None)
        yield _notice(
            person, decision.community, _("A second look in %(community)s"), body(),
            path=decision.get_absolute_url(), thing=f"decision:{decision.pk}", words=appeal.answer if appeal else "",
        )  # fmt: skip


def lot_drawn(activity: Activity) -> Iterable[Notice]:
    """To the members who were drawn."""
    jurors = Juror.objects.filter(draw__pk=activity.target_id, rank__lte=SEATS)
    yield from _to_jurors(jurors)


def juror_asked(activity: Activity) -> Iterable[Notice]:
    """To the member who comes next."""
    yield from _to_jurors(Juror.objects.filter(pk=activity.target_id))


def _to_jurors(jurors: QuerySet[Juror]) -> Iterable[Notice]:
    for one in jurors.filter(state=Juror.State.ASKED).select_related("member", "draw__case__community"):
        member, community = one.member, one.draw.case.community
        if member.is_active and standing_of(member, community).is_member:
            with translation.override(member.language):
                subject = _("You were drawn by lot in %(community)s")
                yield _notice(
                    member, community, subject, _lot_body(), path=f"/lots/{one.pk}/", thing=f"juror:{one.pk}"
                )


def _lot_body() -> str:
    return _(
        "Hello %(name)s,\n\nthree members of %(community)s are asked what they think of something that was reported, "
        "and the lot has fallen on you. You do not learn who wrote it, nor who the two others are. It takes a minute, "
        "and you have two days:\n\n%(link)s"
    )


def _to_the_person(decision: Decision) -> Iterable[Notice]:
    person = decision.toward
    if person is None or not person.is_active or decision.measure == Measure.NOTHING:
        return
    with translation.override(person.language):
        yield _notice(
            person, decision.community, _("A decision that concerns you, in %(community)s"), _decision_body(),
            path=decision.get_absolute_url(), thing=f"decision:{decision.pk}",
            rule=rule_in_words(decision.rule), words=decision.words,
            measure=str(TOLD[decision.measure]),
        )  # fmt: skip


def _report_body() -> str:
    return _(
        "Hello %(name)s,\n\nsomebody reported something in %(community)s (%(reason)s). It waits for one of those who "
        "look after the place:\n\n%(link)s"
    )


def _decision_body() -> str:
    return _(
        "Hello %(name)s,\n\nthose who look after %(community)s have taken a decision that concerns you.\n\n%(measure)s."
        "\n\nThe rule: %(rule)s\n\n%(words)s\n\nRead it, answer it, or ask somebody else to look again:\n\n%(link)s"
    )


def _dealt_with() -> str:
    return _(
        "Hello %(name)s,\n\nthank you: what you reported in %(community)s has been looked at, and dealt with. What was "
        "decided stays between those who look after the place and the person concerned."
    )


def _appeal_body() -> str:
    return _(
        "Hello %(name)s,\n\nsomeone asks for a second look at a decision taken in %(community)s. You did not take it, "
        "so you can answer:\n\n%(link)s"
    )


def _upheld_body() -> str:
    return _(
        "Hello %(name)s,\n\nsomebody else has looked at the decision that concerns you in %(community)s. It stands.\n\n"
        "%(words)s\n\n%(link)s"
    )


def _overturned_body() -> str:
    return _(
        "Hello %(name)s,\n\nsomebody has looked again at the decision that concerns you in %(community)s. It does not "
        "hold any more, and its effects are undone.\n\n%(words)s\n\n%(link)s"
    )


def _is_repeated(report: Report) -> bool:
    return Report.objects.filter(case=report.case_id, made_at__lt=report.made_at).exists()


def _decision(activity: Activity) -> Decision | None:
    rows = Decision.objects.select_related("community", "case", "toward", "appeal")
    return rows.filter(pk=activity.target_id).first()


def _notice(
    to: Member, community: Community, subject: str, body: str, *, thing: str, path: str = "", **facts: str,
) -> Notice:  # fmt: skip
    told = {
        "name": to.display_name,
        "community": community.name,
        "link": (settings.ENV.url or "") + path,
        **facts,
    }
    return Notice(
        member=to.pk,
        address=to.email,
        language=to.language,
        subject=" ".join((subject % told).split()),
        body=body % told,
        reason="decision",
        thing=thing,
        url=path,
        community=community.pk,
    )
