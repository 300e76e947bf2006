"""Letters about corrections. The author's hold a link that answers without a password (tokens.py)."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from potager.journal.kinds import Notice
from potager.journal.models import Activity
from potager.members.models import Member
from potager.stories.models import Correction, Remark
from potager.stories.permissions import may_edit, may_read
from potager.stories.tokens import token_for

State = Correction.State

PROPOSED = gettext_lazy(
    "Hello %(name)s,\n\n%(editor)s proposes another wording for your sentences in “%(title)s”, and says why:\n\n"
    "%(reason)s\n\nYou wrote:\n\n%(before)s\n\nProposed:\n\n%(after)s\n\nNothing changes without you. Look at "
    "the difference, then agree, refuse or answer, without a password:\n\n%(link)s\n\n%(silence)s"
)
AGREED = gettext_lazy(
    "Hello %(name)s,\n\nthe author has agreed to your correction in “%(title)s”: it stands in the text.\n\n%(link)s"
)
REFUSED = gettext_lazy(
    "Hello %(name)s,\n\nthe author has refused your correction in “%(title)s”: the text stays as it is.\n\n%(link)s"
)
BY_SILENCE = gettext_lazy(
    "Hello %(name)s,\n\nthe delay that the call of “%(title)s” had announced has passed without an answer: the "
    "correction of these sentences stands in the text. Until the book is out it can be undone here:\n\n%(link)s"
)
SAID = gettext_lazy(
    "Hello %(name)s,\n\nabout a correction in “%(title)s”, %(speaker)s says:\n\n%(said)s\n\nAnswer here:\n\n%(link)s"
)
UNDONE = gettext_lazy(
    "Hello %(name)s,\n\na correction in “%(title)s” has been undone: these sentences are what they were before it."
    "\n\n%(link)s"
)


def correction_proposed(activity: Activity) -> Iterable[Notice]:
    """To the author, while it waits for an answer."""
    return _to_both(_correction(activity, {State.OPEN}), activity, to_author=PROPOSED)


def correction_agreed(activity: Activity) -> Iterable[Notice]:
    """To the editor who proposed it."""
    return _to_both(_correction(activity, {State.AGREED}), activity, to_editor=AGREED)


def correction_tacitly_agreed(activity: Activity) -> Iterable[Notice]:
    """To both."""
    return _to_both(
        _correction(activity, {State.TACIT}), activity, to_author=BY_SILENCE, to_editor=BY_SILENCE
    )


def correction_refused(activity: Activity) -> Iterable[Notice]:
    """To the editor who proposed it."""
    return _to_both(_correction(activity, {State.REFUSED}), activity, to_editor=REFUSED)


def correction_undone(activity: Activity) -> Iterable[Notice]:
    """To the other of both."""
    return _to_both(_correction(activity, {State.UNDONE}), activity, to_author=UNDONE, to_editor=UNDONE)


def correction_discussed(activity: Activity) -> Iterable[Notice]:
    """To the other: what an editor says to the author, what the author says to the editor who proposed."""
    remark = (
        Remark.objects.select_related("by", "correction__story__community", "correction__contribution")
        .filter(pk=activity.target_id)
        .first()
    )
    if remark is None:
        return ()
    is_author = remark.by_id == remark.correction.author_id
    signature = remark.correction.contribution.signature or gettext_lazy("the author")
    more = {"said": remark.text, "speaker": signature if is_author else remark.by.display_name}
    words: dict[str, Any] = {"to_editor": SAID} if is_author else {"to_author": SAID}
    return _to_both(remark.correction, activity, more=more, **words)


def _correction(activity: Activity, states: set[str]) -> Correction | None:
    rows = Correction.objects.select_related("story__community", "author", "editor")
    return rows.filter(pk=activity.target_id, state__in=states).first()


def _to_both(
    found: Correction | None,
    activity: Activity,
    *,
    to_author: Any = None,
    to_editor: Any = None,
    more: dict[str, Any] | None = None,
) -> Iterable[Notice]:
    """To each who is to be told, is there, may read it, and did not do it themselves."""
    if found is None:
        return
    story, author, editor = found.story, found.author, found.editor
    if to_author and author.is_active and activity.actor != author.pk and may_read(author, story):
        path = f"/corrections/{found.pk}/letter/{token_for(found)}/"
        yield _letter(author, to_author, found, path=path, more=more)
    is_other = editor.is_active and editor.pk != activity.actor and editor.pk != author.pk
    if to_editor and is_other and may_edit(editor, story):
        yield _letter(editor, to_editor, found, path=f"/corrections/{found.pk}/", more=more)


def _letter(
    to: Member, words: Any, found: Correction, *, path: str, more: dict[str, Any] | None = None
) -> Notice:
    with translation.override(to.language):
        subject = _("A correction in “%(title)s”") % {"title": found.story.title}
        facts = {
            "name": to.display_name,
            "title": found.story.title,
            "editor": found.editor.display_name,
            "reason": found.reason,
            "before": found.before,
            "after": found.after,
            "silence": _silence(found),
            "link": (settings.ENV.url or "") + path,
            **(more or {}),
        }
        body = str(words) % facts
    return Notice(
        member=to.pk,
        address=to.email,
        language=to.language,
        subject=subject,
        body=body,
        reason=_reason(to, words, found),
        thing=f"correction:{found.pk}",
        url=f"/corrections/{found.pk}/",
        community=found.story.community_id,
        thread=f"story:{found.story_id}",
    )


def _reason(to: Member, words: Any, found: Correction) -> str:
    """Where silence is taken for a yes, and when it was, nobody's own words change without a mail to them."""
    counts = words is BY_SILENCE or (words is PROPOSED and found.silence_at is not None)
    return "decision" if counts and to.pk == found.author_id else "work"


def _silence(found: Correction) -> str:
    if found.silence_at is None:
        return _("There is no hurry: without your word nothing changes.")
    when = date_format(timezone.localtime(found.silence_at, found.story.zone), "DATETIME_FORMAT")
    return _("As the call announced, silence until %(when)s counts as agreement.") % {"when": when}
