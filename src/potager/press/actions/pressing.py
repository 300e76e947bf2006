"""What the worker does: the files of an edition."""

from hashlib import sha256

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from potager.journal.record import act
from potager.press import pdf, works
from potager.press.actions.telling import tell
from potager.press.models import Edition


def press_book(*, edition: Edition) -> None:
    """Make the files of an edition and store them; again if asked again, with the same bytes."""
    try:
        files = works.files_of(edition, limits=getattr(settings, "PRESS_LIMITS", None))
    except pdf.PressFailed as failure:
        give_up_book(edition=edition, reason=str(failure.reason))
        return
    for name, content in files.items():
        _store(edition, name, content)
    with act("book.pressed", by=None) as done:
        edition.state = Edition.State.READY
        edition.epub_bytes, edition.pdf_bytes = len(files["book.epub"]), len(files["book.pdf"])
        edition.files = {name: _described(content) for name, content in files.items()}
        edition.save(update_fields=["state", "epub_bytes", "pdf_bytes", "files"])
        tell(done, edition)


def give_up_book(*, edition: Edition, reason: str) -> None:
    """Say that the press could not make the book, so that the host can withdraw it and try again."""
    with act("book.failed", by=None) as done:
        edition.state, edition.error = Edition.State.FAILED, reason[:300]
        edition.save(update_fields=["state", "error"])
        tell(done, edition)


def _described(content: bytes) -> dict[str, int | str]:
    return {"bytes": len(content), "sha256": sha256(content).hexdigest()}


def _store(edition: Edition, file: str, content: bytes) -> None:
    path = edition.path_of(file)
    default_storage.delete(path)  # a second try must not become a second name
    default_storage.save(path, ContentFile(content))
