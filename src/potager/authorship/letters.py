"""The letter that asks an author how the book should name them, and the link in it.

Once per closing of a story, once per collective book.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from potager.authorship import queries, works
from potager.authorship.works import Work
from potager.journal.kinds import Notice
from potager.members.models import Member

SALT = "potager.authorship.byline"  # a link signed for anything else opens nothing here
LASTS = timedelta(days=120)


def token_of(work: Work) -> str:
    """What the link of a letter holds: whose name in which work, signed; it expires and signs nobody in."""
    return signing.dumps([work.reference, str(work.author.pk)], salt=SALT)


def work_behind(token: str) -> Work | None:
    """The work that a link of a letter is about; None if it is not ours, too old, or the account is closed."""
    try:
        reference, author = signing.loads(token, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError):
        return None
    member = Member.objects.filter(pk=author, is_active=True).first()
    return works.find(reference, member) if member else None


def asking(reference: str, asked: Iterable[Work]) -> Iterable[Notice]:
    """To each author of a work who has not answered yet: a link to say, in one press, how the book names them."""
    works_asked = list(asked)
    answered = queries.answered(reference, [work.author.pk for work in works_asked])
    for work in works_asked:
        if work.author.pk not in answered:
            with translation.override(work.author.language):
                yield _letter(work)


def _letter(work: Work) -> Notice:
    author = work.author
    link = (settings.ENV.url or "") + reverse("authorship:byline", args=[token_of(work)])
    body = _(
        "Hello %(you)s,\n\n“%(title)s”, in which you wrote, is going to become a book. How should it name you? "
        "One press on this page is enough, without password:\n\n%(link)s\n\n%(signed)s You may change your mind "
        "until the book is out. If you do nothing, it stays as you signed."
    )
    signed = _("You signed as %(name)s.") % {"name": work.signed} if work.signed else _("You did not sign.")
    facts = {"you": author.display_name, "title": work.title, "link": link, "signed": signed}
    subject = " ".join((_("Your name in “%(title)s”") % facts).split())
    return Notice(
        member=author.pk,
        address=author.email,
        language=author.language,
        subject=subject,
        body=body % facts,
        about="byline",
    )
