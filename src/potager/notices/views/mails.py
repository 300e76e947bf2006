"""The page that shows the messages of a place without a mail server."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from potager.members.requests import member_of
from potager.notices import queries
from potager.notices.models import Mail

CODE = re.compile(r"^\d{6}$", re.MULTILINE)


@never_cache
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """The newest messages; nobody else learns that there is such a page.

    Where mail leaves, what they say is for those who receive them: here stands to whom, about what, and whether.
    """
    member = member_of(request)
    if not queries.may_read_mail(member):
        raise Http404
    leaves = queries.mail_leaves()
    mails = list(queries.visible_to(member)[: queries.MOST_SHOWN])
    rows = [(mail, "" if leaves else mail.body, "" if leaves else _code_in(mail)) for mail in mails]
    return render(request, "notices/mail.html", {"rows": rows, "leaves": leaves})


def _code_in(mail: Mail) -> str:
    found = CODE.search(mail.body)
    return found[0] if found else ""
