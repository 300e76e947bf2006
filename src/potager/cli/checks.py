"""What `potager doctor` looks at. Each check says what it found, or what is wrong and what to do."""

import os
import shutil
import tempfile
import zoneinfo
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from potager.cli.finding import Finding, Wrong
from potager.cli.incoming import incoming
from potager.cli.installation import newer_migrations, pending_migrations
from potager.config.environment import secret_key_file
from potager.jobs.models import Job
from potager.journal.models import Cursor, ParkedActivity
from potager.notices import smtp
from potager.notices.models import Mail

LEAST_ROOM = 500_000_000  # bytes
OLDEST_POSTGRESQL = 150_000
DRIFT = 5.0  # seconds between our clock and the database's
LATE = timedelta(minutes=10)


def examine() -> Iterator[Finding]:
    """Run every check; those on the database are left out when it cannot be reached."""
    yield _run(_("Folder"), _folder)
    yield _run(_("Secret key"), _key)
    yield _run(_("Clock"), _clock)
    yield _run(_("Mail"), _mail)
    reached = _run(_("Database"), _database)
    yield reached
    if reached.is_well:
        yield _run(_("Writing"), _writing)
        yield _run(_("Readers"), _readers)
        yield _run(_("Jobs"), _jobs)
        yield _run(_("Letters"), _letters)
        yield _run(_("Incoming mail"), incoming)


def _run(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(name, check(), is_well=True)
    except Wrong as wrong:
        return Finding(name, str(wrong), is_well=False)


def _folder() -> str:
    folder: Path = settings.ENV.data
    if not folder.is_dir():
        raise Wrong(_("%(folder)s does not exist. Name the right one with --data.") % {"folder": folder})
    if folder.stat().st_mode & 0o077:
        raise Wrong(_("Other users can read %(folder)s. Do: chmod 700 %(folder)s") % {"folder": folder})
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"potager")
    except OSError as error:
        told = {"folder": folder, "error": error.strerror}
        raise Wrong(
            _("Nothing can be written in %(folder)s: %(error)s. Give it to the user who runs Potager.") % told
        ) from error
    free = shutil.disk_usage(folder).free
    room = {"folder": folder, "free": f"{free / 1e9:.1f}"}
    if free < LEAST_ROOM:
        raise Wrong(_("Only %(free)s GB are free where %(folder)s is. Make room.") % room)
    return _("%(folder)s, %(free)s GB free") % room


def _key() -> str:
    file = secret_key_file(settings.ENV.data)
    if os.environ.get("POTAGER_SECRET_KEY"):
        return _("from POTAGER_SECRET_KEY")
    if not file.exists():
        raise Wrong(_("There is none yet. `potager serve` makes it."))
    if file.stat().st_mode & 0o077:
        raise Wrong(_("Other users can read %(file)s. Do: chmod 600 %(file)s") % {"file": file})
    return str(file)


def _clock() -> str:
    now = datetime.now(UTC)
    newest = datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)
    if now < newest - timedelta(days=1):
        raise Wrong(_("It is %(now)s here, before this program was written. Set the clock.") % {"now": now})
    try:
        zoneinfo.ZoneInfo("Europe/Paris")
    except zoneinfo.ZoneInfoNotFoundError as error:
        raise Wrong(_("Time zones are unknown. Install the package tzdata.")) from error
    return f"{now:%Y-%m-%d %H:%M:%S} UTC"


def _mail() -> str:
    if not settings.ENV.smtp_url:
        return _("no server: messages are shown to the owner on /mail/ (POTAGER_SMTP_URL sets one)")
    try:
        server = smtp.current_server()
        with smtp.connected(server):
            return _("%(host)s answers") % {"host": server.host}
    except (smtp.BadSmtpUrl, OSError) as error:
        raise Wrong(
            _("The mail server does not answer: %(error)s. Check POTAGER_SMTP_URL.") % {"error": error}
        ) from error


def _database() -> str:
    try:
        told = _postgresql() if connection.vendor == "postgresql" else _sqlite()
        newer, pending = newer_migrations(), pending_migrations()
    except DatabaseError as error:
        raise Wrong(
            _("It does not answer: %(error)s. Check POTAGER_DATABASE_URL.") % {"error": str(error).strip()}
        ) from error
    if newer:
        raise Wrong(_("It is newer than this program. Install the newer version again."))
    if pending:
        raise Wrong(_("It is older than this program. `potager serve` brings it up to date."))
    return told


def _sqlite() -> str:
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
        version = cursor.execute("SELECT sqlite_version()").fetchone()[0]
    if mode != "wal" or synchronous < 2:
        raise Wrong(
            _(
                "SQLite is set to %(mode)s, %(level)s: what is acknowledged may be lost. Keep it on a local disk."
            )
            % {"mode": mode, "level": synchronous}
        )
    return f"SQLite {version}, WAL, synchronous=FULL"


def _postgresql() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM clock_timestamp()), current_setting('server_version'), "
            "current_setting('server_version_num')::int"
        )
        now, version, number = cursor.fetchone()
    if number < OLDEST_POSTGRESQL:
        raise Wrong(_("PostgreSQL %(version)s is too old. Potager needs 15 or newer.") % {"version": version})
    drift = abs(float(now) - datetime.now(UTC).timestamp())
    if drift > DRIFT:
        raise Wrong(_("Its clock and ours differ by %(drift).0f seconds. Set both.") % {"drift": drift})
    return f"PostgreSQL {version}"


def _writing() -> str:
    try:
        with transaction.atomic():
            Cursor.objects.update_or_create(pk="doctor", defaults={"position": 0})
            transaction.set_rollback(True)
    except DatabaseError as error:
        raise Wrong(
            _("Nothing can be written: %(error)s. Is the disk full, or another program in the way?")
            % {"error": str(error).strip()}
        ) from error
    return _("the database takes what is written")


def _readers() -> str:
    parked = ParkedActivity.objects.count()
    if parked:
        newest = ParkedActivity.objects.order_by("-parked_at")[0]
        raise Wrong(
            ngettext(
                "%(count)s act could not be handled; %(reader)s says: %(error)s",
                "%(count)s acts could not be handled; %(reader)s says of the newest: %(error)s",
                parked,
            )
            % {"count": parked, "reader": newest.reader, "error": newest.error[:200]}
        )
    return _("every act was handled")


def _jobs() -> str:
    failed = Job.objects.filter(state=Job.State.FAILED)
    if failed:
        raise Wrong(
            ngettext(
                "%(count)s job failed for good: %(task)s",
                "%(count)s jobs failed for good: %(task)s",
                len(failed),
            )
            % {"count": len(failed), "task": ", ".join(sorted({job.task for job in failed})[:3])}
        )
    late = Job.objects.filter(state=Job.State.READY, run_at__lt=timezone.now() - LATE).count()
    if late:
        raise Wrong(
            ngettext(
                "%(count)s job is overdue. Does `potager serve` or `potager worker` run?",
                "%(count)s jobs are overdue. Does `potager serve` or `potager worker` run?",
                late,
            )
            % {"count": late}
        )
    return _("none is overdue")


def _letters() -> str:
    waiting = Mail.objects.filter(state=Mail.State.WAITING, created_at__lt=timezone.now() - LATE)
    failed = Mail.objects.filter(state=Mail.State.FAILED).count()
    if waiting:
        said = waiting.order_by("-created_at")[0].error[:200]
        raise Wrong(
            ngettext(
                "%(count)s letter has been waiting for more than ten minutes. %(error)s",
                "%(count)s letters have been waiting for more than ten minutes. %(error)s",
                len(waiting),
            )
            % {"count": len(waiting), "error": said}
        )
    if failed:
        raise Wrong(
            ngettext(
                "%(count)s letter was refused by the mail server: see /mail/.",
                "%(count)s letters were refused by the mail server: see /mail/.",
                failed,
            )
            % {"count": failed}
        )
    return _("none is waiting")
