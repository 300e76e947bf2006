"""Locks of rows: the book's for its plan, the chapter's for its text and its pen."""

from potager.manuscripts.models import Manuscript, Section


def locked_manuscript(manuscript: Manuscript) -> Manuscript:
    """The book as it is now, kept so until COMMIT."""
    return (
        Manuscript.objects.select_for_update(of=("self",))
        .select_related("community", "editor")
        .get(pk=manuscript.pk)
    )


def locked_section(section: Section) -> Section:
    """The chapter as it is now, with its book, kept so until COMMIT."""
    return (
        Section.objects.select_for_update(of=("self",))
        .select_related("manuscript__community", "manuscript__editor")
        .get(pk=section.pk)
    )
