"""What collective books bring to an export of one's data: what one kept, drafted, offered and said in margins."""

from collections.abc import Iterator

from potager.manuscripts.models import Author, Comment, Draft, Manuscript, Pledge, Reply, Version
from potager.members.export import Part, as_json, register_export
from potager.members.models import Member


def _written(member: Member) -> Iterator[Part]:
    """Without the titles of chapters: the person may not read them any more."""
    versions = Version.objects.filter(by=member).order_by("saved_at", "pk")
    drafts = Draft.objects.filter(by=member).order_by("saved_at", "pk")
    pledges = Pledge.objects.filter(by=member).order_by("made_at", "pk")
    comments = Comment.objects.filter(by=member).order_by("said_at", "pk")
    replies = Reply.objects.filter(by=member).order_by("said_at", "pk")
    edited = Manuscript.objects.filter(editor=member).order_by("pk")
    authored = Author.objects.filter(member=member).order_by("pk")
    content = {
        "edits": list(edited.values_list("pk", flat=True)),
        "chapters": list(authored.values_list("section", flat=True)),
        "versions": list(versions.values("section", "number", "signature", "text", "saved_at")),
        "drafts": list(drafts.values("section", "text", "saved_at")),
        "pledges": list(pledges.values("section", "note", "answer", "state", "made_at")),
        "comments": list(comments.values("id", "section", "text", "said_at")),
        "replies": list(replies.values("comment", "text", "said_at")),
    }
    yield as_json("collective-books.json", content)


register_export("manuscripts", _written)
