"""Sessions in a table of ours, under digests: a copy of the database opens no account."""

import re
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY as MEMBER
from django.contrib.sessions.backends import db
from django.utils import timezone

from potager.lib.ids import uuid7

KEY = re.compile(r"[a-z0-9]{32}")
ENTRANCE = "potager_entrance"  # in the session: how and when its member came in, and with what


def digest_of(key: str) -> str:
    """What is kept of a session's key. It has 165 bits of chance: nobody finds it from its digest."""
    return sha256(key.encode()).hexdigest()


class SessionStore(db.SessionStore):
    """Django's own, but for the table; `row` is what it read or wrote last.

    A cookie may hold anything, and PostgreSQL takes no NUL: what could not be one of our keys is not looked for.
    """

    row: Any = None

    @classmethod
    def get_model_class(cls) -> Any:
        """The table."""
        from potager.members.models import Session  # apps are ready only later

        return Session

    def _validate_session_key(self, key: str | None) -> bool:
        return bool(key and KEY.fullmatch(key))

    def _get_session_from_db(self) -> Any:
        wanted = digest_of(self.session_key or "")
        try:
            self.row = self.model.objects.get(session_key=wanted, expire_date__gt=timezone.now())
        except self.model.DoesNotExist:
            self.row, self._session_key = None, None
        return self.row

    def exists(self, session_key: str) -> bool:
        """Whether there is such a session."""
        return bool(super().exists(digest_of(session_key)))

    def create(self) -> None:
        """Begin anew, under another key."""
        self.row = None
        super().create()

    def delete(self, session_key: str | None = None) -> None:
        """Forget a session (this one, if no key is given)."""
        key = session_key or self.session_key
        if key:
            super().delete(digest_of(key))

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row as it is to be written: its columns repeat what the session holds, for the page of sign-ins."""
        known, now, entrance = self.row, timezone.now(), data.get(ENTRANCE) or {}
        began = datetime.fromtimestamp(entrance["began"], UTC) if entrance else now
        key: str = self._get_or_create_session_key()  # type: ignore[attr-defined]
        table = self.get_model_class()
        self.row = table(
            session_key=digest_of(key),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            identifier=known.identifier if known else uuid7(),
            member_id=UUID(data[MEMBER]) if MEMBER in data else None,
            browser=entrance.get("browser", ""),
            system=entrance.get("system", ""),
            means=entrance.get("means", ""),
            began_at=known.began_at if known and not entrance else began,
            seen_on=known.seen_on if known else now.date(),
        )
        return self.row
