"""An issue as mail: text, HTML and headers. All of it is written once; only the link of leaving is each reader's own.

No picture, no pixel, no address that tells who follows it: nobody learns who reads.
"""

import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html

from potager.lib.outgoing import Bulk
from potager.newsletters import composing, tokens
from potager.newsletters.models import Issue, Subscriber

# Stands where each reader's own link comes. By chance, so that no writer can put that link into another address.
LEAVING = f"leaving-{secrets.token_hex(16)}"
STYLES = Path(__file__).parent / "templates/newsletters"


@dataclass(frozen=True)
class Written:
    """A letter as it leaves, with LEAVING where a link stands that ends it."""

    sender: str
    subject: str
    text: str
    html: str
    list_id: str

    def message_to(self, address: str, *, link: str, identifier: UUID) -> Bulk:
        """The mail of one reader. The HTML holds the link in attributes: it is made of safe characters alone."""
        headers = {"List-Id": self.list_id, **_leaving_headers(link)}
        text, html = self.text.replace(LEAVING, link), self.html.replace(LEAVING, link)
        message = Bulk(self.subject, text, self.sender, [address], headers=headers, identifier=identifier)
        message.attach_alternative(html, "text/html")
        return message


def leave_url(subscriber: UUID) -> str:
    """Where a subscription is ended. It serves for as long as there is one: old mail is kept, and read."""
    token = tokens.token_for(subscriber, tokens.LEAVE)
    return f"{settings.ENV.url or ''}{reverse('newsletters:leave', args=[token])}"


def proof_url(issue: Issue) -> str:
    """Where the link of leaving leads in a proof: nobody is a reader of that."""
    return f"{settings.ENV.url or ''}{reverse('newsletters:save_issue', args=[issue.pk])}"


def written(issue: Issue, *, language: str, is_proof: bool = False) -> Written:
    """Write the letter as it stands now, its frame in the reader's language."""
    parts = composing.parts_of(issue)
    base = settings.ENV.url or ""
    context = {
        "issue": issue,
        "community": issue.community,
        "parts": parts,
        "preheader": _preheader(parts),
        "leave_url": LEAVING,
        "web_url": base + issue.get_absolute_url() if issue.is_out else "",
        "home_url": base + issue.community.get_absolute_url(),
        "is_proof": is_proof,
    }
    with translation.override(language):
        text = render_to_string("newsletters/mail.txt", context)
        body = render_to_string("newsletters/mail.html", context)
    return Written(
        sender=_sender(issue.community.name),
        subject=issue.headline,
        text=text,
        html=_document(issue, body),
        list_id=_list_id(issue.community.name, issue.community.address),
    )


def message_for(subscriber: Subscriber, letter: Written, *, identifier: UUID) -> Bulk:
    """The mail of one subscriber."""
    return letter.message_to(subscriber.reached_at, link=leave_url(subscriber.pk), identifier=identifier)


def _preheader(parts: list[composing.Part]) -> str:
    """What lists of mail show beside the subject."""
    said = " · ".join(part.thing.title if part.thing else part.text for part in parts[:4])
    return " ".join(said.split())[:140]


def _sender(name: str) -> str:
    """The community, at the address that mail of this place leaves from."""
    address = str(settings.DEFAULT_FROM_EMAIL).rpartition("<")[2].strip("<> ")
    return f'"{_bare(name)}" <{address}>'


def _list_id(name: str, address: str) -> str:
    """RFC 2919: a name for people (in ASCII), and one for mail programs."""
    domain = str(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2].strip("<> ") or "localhost"
    return f"<{address}.letter.{domain}>"


def _bare(name: str) -> str:
    """A name that ends no quotation and begins no address, whatever it holds."""
    return " ".join("".join(" " if one in '"\\<>@,;:()[]' else one for one in name).split())[:80]


def _leaving_headers(link: str) -> dict[str, str]:
    """RFC 8058: a mail program offers one click, which posts to the link; over https alone."""
    if not link.startswith("https://"):
        return {"List-Unsubscribe": f"<{link}>"}
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _document(issue: Issue, body: str) -> str:
    """The whole page, its style written into its elements: mail programs drop the rest. The night stays a rule."""
    import css_inline  # a letter is written seldom, and a server starts often

    inlined = css_inline.CSSInliner(load_remote_stylesheets=False).inline_fragment(body, _style("mail.css"))
    head = format_html(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
        "<title>{}</title>",
        issue.language,
        issue.headline,
    )
    return f"{head}<style>{_style('mail_night.css')}</style></head><body>{inlined}</body></html>"


@lru_cache
def _style(name: str) -> str:
    return (STYLES / name).read_text()
