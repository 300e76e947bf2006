"""Find the sentences to translate in every app, and keep what was translated: `python scripts/messages.py [PACKAGE]`.

Needs GNU gettext (Debian: gettext).
"""

import os
import sys
from contextlib import chdir
from pathlib import Path

import django
from django.core.management import call_command

LANGUAGE = "fr"  # the sentences in the code are English
PACKAGE = Path(__file__).resolve().parent.parent / "src/potager"


def collect(package: Path) -> list[Path]:
    """Write or renew <app>/locale/fr/LC_MESSAGES/django.po for every folder of `package`; returns them."""
    for app in sorted(folder for folder in package.iterdir() if any(folder.glob("*.py"))):
        (app / "locale").mkdir(exist_ok=True)
        with chdir(app):
            call_command(
                "makemessages", locale=[LANGUAGE], ignore_patterns=["tests", "migrations"], no_location=True,
                no_obsolete=True, no_wrap=True, verbosity=0,
            )  # fmt: skip
    for empty in [folder for folder in package.glob("*/locale") if not any(folder.rglob("*.po"))]:
        for folder in [*empty.rglob("*"), empty]:
            folder.rmdir()
    return sorted(package.glob("*/locale/*/LC_MESSAGES/*.po"))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "potager.config.settings")
    django.setup()
    collect(Path(sys.argv[1]) if len(sys.argv) > 1 else PACKAGE)
