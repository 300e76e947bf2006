"""Three members drawn by lot decide in place of moderators."""

import secrets
from collections import Counter
from datetime import timedelta
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from potager.communities.queries import standing_of
from potager.journal.record import act
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.moderation import measures, rules
from potager.moderation.actions.cases import locked_case, refuse_claimed
from potager.moderation.actions.decisions import Ruling, take_decision
from potager.moderation.actions.telling import tell
from potager.moderation.lots import MAJORITY, SEATS, drawn_in
from potager.moderation.models import Case, Draw, Juror
from potager.moderation.queries import care_of, drawable, thing_of

State = Juror.State
TIME = timedelta(hours=48)


def draw_lot(*, by: Member, case: Case) -> Draw:
    """Hand a case to three members drawn by lot. Raises NoLot, WithTheLot, Concerned, ClaimedByOther."""
    now = timezone.now()
    with act("lot.drawn", by=by) as done:
        locked = locked_case(by, case)
        refuse_claimed(by, locked)
        if Draw.objects.filter(case=locked).exists():
            raise rules.WithTheLot
        pool = drawable(locked, besides={by.pk}, now=now)
        if len(pool) < SEATS or locked.is_private or not care_of(case.community).draws_lots:
            raise rules.NoLot
        draw = Draw.objects.create(case=locked, by=by, seed=secrets.token_hex(16), pool=pool, drawn_at=now)
        for rank, member in enumerate(drawn_in(draw)[:SEATS], start=1):
            _seat(draw, rank, member)
        Case.objects.filter(pk=locked.pk).update(claimed_by=None, claimed_at=None)
        tell(done, draw, case.community_id)
    return draw


def _seat(draw: Draw, rank: int, member: str) -> Juror:
    now = timezone.now()
    return Juror.objects.create(draw=draw, rank=rank, member_id=UUID(member), asked_at=now, due_at=now + TIME)


def vote_lot(*, by: Member, juror: Juror, keeps: bool) -> Juror:
    """Say whether the thing may stay; the second who says the same decides. Raises LotClosed."""
    community = juror.draw.case.community_id
    with act("lot.voted", by=by) as done:
        draw, locked = _asked(by, juror)
        locked.state, locked.keeps = State.VOTED, keeps
        locked.save(update_fields=["state", "keeps"])
        tell(done, draw, community)
        if Juror.objects.filter(draw=draw, keeps=keeps).count() >= MAJORITY:
            _decide(draw, keeps=keeps)
    return locked


def decline_lot(*, by: Member, juror: Juror) -> Juror:
    """Not now: somebody else is asked. Raises LotClosed."""
    community = juror.draw.case.community_id
    with act("lot.declined", by=by) as done:
        draw, locked = _asked(by, juror)
        locked.state = State.DECLINED
        locked.save(update_fields=["state"])
        tell(done, draw, community)
        _ask_next(draw)
    return locked


def replace_juror(*, juror: Juror) -> bool:
    """Ask somebody else, two days being over; returns whether that was needed."""
    draw = _locked(juror)
    if draw is None or draw.ended_at is not None:
        return False
    silent = Juror.objects.filter(pk=juror.pk, state=State.ASKED, due_at__lte=timezone.now())
    if not silent.update(state=State.SILENT):
        return False
    _ask_next(draw)
    return True


def _locked(juror: Juror) -> Draw | None:
    rows = Draw.objects.select_for_update(of=("self",)).select_related(
        "case__community", "case__author", "by"
    )
    return rows.filter(pk=juror.draw_id).first()


def _asked(by: Member, juror: Juror) -> tuple[Draw, Juror]:
    """The draw and the seat as they are now, if the person still sits there."""
    draw = _locked(juror)
    locked = Juror.objects.filter(pk=juror.pk, member=by, state=State.ASKED).first()
    if draw is None or locked is None or draw.ended_at or timezone.now() > locked.due_at:
        raise rules.LotClosed
    if not standing_of(by, draw.case.community).is_member:
        raise rules.LotClosed
    return draw, locked


def _ask_next(draw: Draw) -> None:
    """Whoever comes next in the order of the draw and is still there; nobody: the case is the moderators' again."""
    last = Juror.objects.filter(draw=draw).order_by("-rank").values_list("rank", flat=True)[0]
    community = draw.case.community
    still = set(drawable(draw.case, besides={draw.by_id}, now=draw.drawn_at))
    for rank, member in list(enumerate(drawn_in(draw), start=1))[last:]:
        if member in still:
            with act("lot.replaced", by=None) as done:
                tell(done, _seat(draw, rank, member), community.pk)
            return
    end_lot(draw=draw)


def end_lot(*, draw: Draw) -> None:
    """Give a case back to the moderators: nobody is left to be asked, or what was decided cannot be done."""
    community = draw.case.community_id
    with act("lot.ended", by=None) as done:
        _close(draw)
        tell(done, draw, community)


def _close(draw: Draw) -> None:
    Juror.objects.filter(draw=draw, state=State.ASKED).update(state=State.DISMISSED)
    draw.ended_at = timezone.now()
    draw.save(update_fields=["ended_at"])


def _decide(draw: Draw, *, keeps: bool) -> None:
    try:
        _close(draw)
        take_decision(by=draw.by, case=draw.case, ruling=_ruling(draw, keeps=keeps), is_by_lot=True)
    except Refusal:
        end_lot(draw=draw)


def _ruling(draw: Draw, *, keeps: bool) -> Ruling:
    """Nothing, or the mildest measure that takes it away; the rule is the one that most reports name."""
    case = draw.case
    reason = Counter(case.reports.values_list("reason", flat=True)).most_common(1)[0][0]
    possible = measures.possible(standing_of(draw.by, case.community), case, is_out=_is_out(case))
    hides = measures.Measure.HIDE if measures.Measure.HIDE in possible else measures.Measure.TALK
    measure = measures.Measure.NOTHING if keeps else hides
    with translation.override(case.author.language if case.author else case.community.language):
        words = _(
            "Three members of the community, drawn by lot, have looked at it without knowing whose it is. At least two "
            "of them found that it breaks this rule."
        )
    return Ruling(measure=measure.value, rule=rules.usual_rule(reason), words="" if keeps else words)


def _is_out(case: Case) -> bool:
    found = thing_of(case).found
    return found is not None and found.is_out
