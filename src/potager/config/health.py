"""/healthz: the process answers. /readyz: everything that it needs to do its work is there."""

import asyncio
import json
from collections.abc import Callable, Mapping

from django.db import connection

PATIENCE = 2.0  # seconds that the database may take to answer


class Health:
    """Answers the two questions; `checks` are asked by name, on the event loop."""

    def __init__(
        self,
        *,
        call: Callable[[Callable[[], bool]], "asyncio.Future[bool]"],
        checks: Mapping[str, Callable[[], bool]],
    ) -> None:
        self._call, self._checks = call, checks

    async def readiness(self) -> tuple[int, bytes]:
        """Status (200 or 503) and a JSON object that says which part is not well."""
        found = {name: check() for name, check in self._checks.items()}
        found["database"] = await self._has_database()
        return (200 if all(found.values()) else 503), json.dumps(found).encode() + b"\n"

    async def _has_database(self) -> bool:
        try:
            return await asyncio.wait_for(self._call(_ask_database), PATIENCE)
        except Exception:
            return False


def _ask_database() -> bool:
    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())
