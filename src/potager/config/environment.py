"""What the operator chooses: POTAGER_* variables, read once, typed."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url

PATIENCE = 20  # seconds that a write waits for its turn before it is refused
AKISMET = "https://rest.akismet.com/1.1/comment-check"
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]


@dataclass(frozen=True)
class Environment:
    """The choices of one installation; every field has a default that works on one machine."""

    data: Path
    database: dict[str, object]
    secret_key: str
    url: str | None
    hosts: list[str]
    smtp_url: str | None
    mail_from: str
    reply_domain: str
    return_path: str
    imap_url: str | None
    lmtp: str | None
    mail_secret: str | None
    proxies: int
    streams_per_network: int
    letter_rate: int
    regions: dict[str, str]
    akismet_key: str | None
    akismet_url: str
    websub_hub: str | None
    demo: bool
    debug: bool

    @property
    def is_secure(self) -> bool:
        """Whether the public address is https."""
        return bool(self.url and self.url.startswith("https://"))


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """Read the environment; nothing is created on disk."""
    data = Path(variables.get("POTAGER_DATA", "data")).absolute()
    url = variables.get("POTAGER_URL", "").rstrip("/") or None
    return Environment(
        data=data,
        database=_database(variables.get("POTAGER_DATABASE_URL", ""), data),
        secret_key=variables.get("POTAGER_SECRET_KEY") or _key_of(data),
        url=url,
        hosts=_hosts(variables.get("POTAGER_HOSTS", ""), url),
        smtp_url=variables.get("POTAGER_SMTP_URL") or None,
        mail_from=variables.get("POTAGER_MAIL_FROM", "Potager <potager@localhost>"),
        reply_domain=variables.get("POTAGER_REPLY_DOMAIN", "").strip(),
        return_path=variables.get("POTAGER_RETURN_PATH", "").strip(),
        imap_url=variables.get("POTAGER_IMAP_URL") or None,
        lmtp=variables.get("POTAGER_LMTP") or None,
        mail_secret=variables.get("POTAGER_MAIL_SECRET") or None,
        proxies=int(variables.get("POTAGER_PROXIES", "0")),
        streams_per_network=int(variables.get("POTAGER_STREAMS_PER_NETWORK", "2000")),
        letter_rate=int(variables.get("POTAGER_LETTER_RATE", "60")),
        regions=_regions(variables.get("POTAGER_REGIONS", "fr-FR,en-GB")),
        akismet_key=variables.get("POTAGER_AKISMET_KEY") or None,
        akismet_url=variables.get("POTAGER_AKISMET_URL") or AKISMET,
        websub_hub=variables.get("POTAGER_WEBSUB_HUB") or None,
        demo=variables.get("POTAGER_DEMO") == "1",
        debug=variables.get("POTAGER_DEBUG") == "1",
    )


def secret_key_file(data: Path) -> Path:
    """Where the installation keeps its secret key."""
    return data / "secret.key"


def _key_of(data: Path) -> str:
    file = secret_key_file(data)
    # Without a data folder (type checks, `potager --help`) a key that lives as long as the process is enough.
    return file.read_text().strip() if file.exists() else secrets.token_urlsafe(50)


def _hosts(extra: str, url: str | None) -> list[str]:
    own = [urlsplit(url).hostname or ""] if url else []
    return [host for host in [*own, *LOOPBACK, *extra.split(",")] if host]


def _regions(tags: str) -> dict[str, str]:
    """The region whose French, whose English books are written in: {"fr": "FR", "en": "GB"} of "fr-FR,en-GB"."""
    pairs = (tag.strip().partition("-") for tag in tags.split(","))
    return {language.lower(): region.upper() for language, _, region in pairs if len(region) == 2}


def _database(url: str, data: Path) -> dict[str, object]:
    if url:
        parsed = dict(dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True))
        if parsed["ENGINE"] != "django.db.backends.sqlite3":
            return {"OPTIONS": {"options": f"-c lock_timeout={PATIENCE}s"}, **parsed}
        return sqlite(Path(str(parsed["NAME"])))
    return sqlite(data / "potager.sqlite3")


def sqlite(file: Path) -> dict[str, object]:
    """Django's settings of a SQLite database: write-ahead log, on the disk at commit, one fair writer."""
    return {
        "ENGINE": "potager.lib.sqlite",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "TEST": {"NAME": str(file.with_name("test.sqlite3"))},
        "OPTIONS": {
            "timeout": PATIENCE,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-16000;"
            "PRAGMA mmap_size=134217728;PRAGMA temp_store=MEMORY",
        },
    }
