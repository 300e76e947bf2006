"""The only pen. An action opens `act`, writes its tables, and tells the journal what was done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar
from uuid import UUID

from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.utils import timezone

from potager.journal.kinds import NoFacts, as_json, kind_of
from potager.journal.models import Activity
from potager.journal.past import moment_told
from potager.journal.tail import CHANNEL
from potager.lib.refusals import SentBefore
from potager.lib.statements import insert, primary_key_where

JOURNAL_LOCK = 7_061_726  # any constant: the name of the advisory lock that orders commits on PostgreSQL

P = ParamSpec("P")
M = TypeVar("M", bound=models.Model)


class NothingTold(RuntimeError):
    """An act ended without telling the journal what was done: a mistake in an action."""


class AlreadyDone(SentBefore):
    """The same person sent the same key before; `activity` is what came of it."""

    def __init__(self, activity: Activity) -> None:
        super().__init__()
        self.activity = activity


class Actor(Protocol):
    """Whoever acts: anything with an identifier."""

    @property
    def pk(self) -> Any: ...


class Act:
    """What `act` yields: call it once with the thing that was changed."""

    def __init__(self, name: str, *, by: Actor | None, key: UUID | None, origin: str) -> None:
        self._kind = kind_of(name)
        self._by, self._key, self._origin = by, key, origin
        self.row: Activity | None = None

    def __call__(
        self,
        target: models.Model,
        facts: object = NoFacts(),
        *,
        place: models.Model | None = None,
        community: UUID | None = None,
        happened_at: datetime | None = None,
    ) -> None:
        """Tell what was done: to `target`, in `place` (the target itself if none is given)."""
        if not isinstance(facts, self._kind.facts):
            raise TypeError(f"{self._kind.name} wants {self._kind.facts.__name__}")
        self.row = Activity(
            kind=self._kind.name,
            version=self._kind.version,
            actor=self._by.pk if self._by else None,
            community=community,
            target=reference(target),
            place=reference(place or target),
            facts=as_json(facts),
            key=self._key,
            origin=self._origin,
            happened_at=moment_told() or happened_at or timezone.now(),
        )

    def refuse_second(self) -> None:
        """Raise AlreadyDone if the same person sent the same key before."""
        _refuse_second(self._by.pk if self._by else None, self._key)

    def explain(self, error: Exception, rows: list[Activity]) -> None:
        """Raise AlreadyDone if the act failed, with `rows` to write, because it is a second one."""
        is_refused = isinstance(error, IntegrityError)
        if isinstance(error, DatabaseError) and not is_refused:  # it is away, or full, or held
            return
        self.refuse_second()
        for row in rows if is_refused else ():
            _refuse_second(row.actor, row.key)


_waiting: ContextVar[list[Activity] | None] = ContextVar(
    "activities that wait for the outermost act", default=None
)


@contextmanager
def act(name: str, *, by: Actor | None, key: UUID | None = None, origin: str = "here") -> Iterator[Act]:
    """One transaction: the change itself and its row in the journal, or neither.

    `by` is None when the clock acts. `key` makes the act unique per actor: a second one raises AlreadyDone.
    Raises NothingTold if the block ends without a word. Acts may nest: all rows are written at the end of
    the outermost one, because the lock that orders commits must be taken after every other write.

    Hardly any key comes twice, so nobody asks first: the journal refuses a second row, and what fails is asked then.
    """
    told = Act(name, by=by, key=key, origin=origin)
    rows: list[Activity] = []
    try:
        with transaction.atomic(), _collected() as (rows, is_outermost):
            if not is_outermost:
                told.refuse_second()
            yield told
            if told.row is None:
                raise NothingTold(name)
            rows.append(told.row)
            if is_outermost:
                _write(rows)
    except Exception as error:
        told.explain(error, rows)
        raise


@contextmanager
def _collected() -> Iterator[tuple[list[Activity], bool]]:
    rows = _waiting.get()
    if rows is not None:
        before = len(rows)
        try:
            yield rows, False
        except BaseException:
            del rows[before:]  # an inner act that was rolled back told nothing
            raise
        return
    outermost: list[Activity] = []
    token = _waiting.set(outermost)
    try:
        yield outermost, True
    finally:
        _waiting.reset(token)


def _refuse_second(actor: UUID | None, key: UUID | None) -> None:
    if actor is None or key is None:
        return
    earlier = primary_key_where(Activity, actor=actor, key=key)
    if earlier:
        raise AlreadyDone(Activity.objects.get(pk=earlier))


def _write(rows: list[Activity]) -> None:
    """Insert in an order that readers can trust: on PostgreSQL one lock, held until COMMIT, orders them."""
    if connection.vendor != "postgresql":
        for row in rows:
            insert(row)
        return
    with connection.cursor() as cursor:  # what is notified is sent at COMMIT
        cursor.execute("SELECT pg_advisory_xact_lock(%s), pg_notify(%s, '')", [JOURNAL_LOCK, CHANNEL])
    for row in rows:
        insert(row)


def reference(thing: models.Model) -> str:
    """ "type:uuid", as `Activity.target` and `Activity.place` are written."""
    return f"{thing._meta.model_name}:{thing.pk}"


def once(model: type[M]) -> Callable[[Callable[P, M]], Callable[P, M]]:
    """For an action that returns `model`: sent twice with one key, it returns the first result again."""

    def decorate(action: Callable[P, M]) -> Callable[P, M]:
        @wraps(action)
        def run(*args: P.args, **kwargs: P.kwargs) -> M:
            try:
                return action(*args, **kwargs)
            except AlreadyDone as again:
                if not again.activity.target.startswith(f"{model._meta.model_name}:"):
                    raise
                return model._default_manager.get(pk=again.activity.target_id)

        return run

    return decorate
