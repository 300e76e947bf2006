"""The letter: what was answered to a person, what their people talk about, what opens soon. Written, not sent, here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import quote
from uuid import UUID
from zoneinfo import ZoneInfo

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from potager.journal.digests import Item
from potager.lib import replies
from potager.members.models import Member
from potager.notices.links import unsubscribe_url
from potager.notices.mailing import unsubscribe_headers
from potager.notices.queries import Entry
from potager.notices.topics import topic_of

MARKUP = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
INCLUDED = re.compile(r"\{% include \"notices/([a-z_]+\.html)\" %\}")
KEPT = re.compile(r"<!--kept(\d+)\.-->|kept(\d+)\.")
MOST = {"mine": 12, "read": 4, "talk": 6, "meet": 4, "soon": 4}


@dataclass(frozen=True)
class Passage:
    """One thing in a letter, in words."""

    title: str
    url: str
    line: str = ""
    extract: str = ""
    answer: str = ""  # a mailto: address that takes an answer

    @property
    def answers_to(self) -> str:
        """The address alone, for who reads plain text."""
        return self.answer.removeprefix("mailto:").partition("?")[0]


@dataclass(frozen=True)
class News:
    """What there is to tell one person. `names` are those of communities."""

    member: Member
    entries: Sequence[Entry]
    items: dict[str, list[Item]]  # by section
    names: dict[UUID, str]
    at: datetime

    def __bool__(self) -> bool:
        return bool(self.entries) or any(self.items.values())


@dataclass(frozen=True)
class Letter:
    """A letter in words, in the language and at the hour of its reader."""

    subject: str
    text: str
    html: str
    headers: dict[str, str]

    def message_to(self, address: str) -> EmailMultiAlternatives:
        """The mail."""
        message = EmailMultiAlternatives(self.subject, self.text, None, [address], headers=self.headers)
        message.attach_alternative(self.html, "text/html")
        return message


def written(news: News) -> Letter:
    """Write the letter; there must be news."""
    member = news.member
    with translation.override(member.language), timezone.override(ZoneInfo(member.time_zone)):
        context = context_of(news)
        text = render_to_string("notices/letter.txt", context)
        html = _document(member.language, context)
        return Letter(context["subject"], text, html, _headers(news, context["unsubscribe"]))


def context_of(news: News) -> dict[str, Any]:
    """What the letter says, for its templates, in the language that is active."""
    mine = [_mine(entry, news.member) for entry in news.entries[: MOST["mine"]]]
    told = {
        name: [_passage(item, news) for item in news.items.get(name, ())[: MOST[name]]]
        for name in ("read", "talk", "meet", "soon")
    }
    first = told["talk"] or told["read"] or told["meet"] or told["soon"]
    subject = _subject(mine, first, total=sum(len(some) for some in (mine, *told.values())))
    base = settings.ENV.url or ""
    return {
        "subject": subject,
        "mine": mine,
        **told,
        "more": max(len(news.entries) - MOST["mine"], 0),
        "day": date_format(timezone.localtime(news.at), "l j F"),
        "preheader": _preheader([*mine, *told["read"], *told["talk"], *told["meet"], *told["soon"]]),
        "name": news.member.display_name,
        "all_url": base + reverse("notices:notices"),
        "wishes_url": base + reverse("notices:wishes"),
        "unsubscribe": unsubscribe_url(news.member.pk, "letter"),
    }


def _mine(entry: Entry, member: Member) -> Passage:
    topic, answer = topic_of(entry.url), ""
    if topic and entry.reason in {"answer", "mention", "private", "topic"} and replies.is_on():
        answer = (
            f"mailto:{replies.address_for(member.pk, topic)}?subject={quote(_('Re: %s') % entry.line.text)}"
        )
    return Passage(entry.line.text, _absolute(entry.url), extract=entry.line.extract, answer=answer)


def _passage(item: Item, news: News) -> Passage:
    parts = [news.names.get(item.community, ""), str(item.line())]
    return Passage(
        item.title, _absolute(item.url), line=" · ".join(part for part in parts if part), extract=item.extract
    )


def _subject(mine: list[Passage], others: list[Passage], *, total: int) -> str:
    """The first thing that there is, and how many more: never only "your letter"."""
    first = mine[0].title if mine else _("“%s”") % others[0].title
    if total == 1:
        return first
    more = total - 1
    return ngettext(
        "%(first)s, and %(more)s more piece of news", "%(first)s, and %(more)s more pieces of news", more
    ) % {
        "first": first,
        "more": more,
    }


def _preheader(passages: list[Passage]) -> str:
    """What lists of mail show beside the subject: what comes second, or what the first one says."""
    return " · ".join(passage.title for passage in passages[1:4]) or passages[0].extract


def _headers(news: News, unsubscribe: str) -> dict[str, str]:
    headers = unsubscribe_headers(unsubscribe)
    topics = {topic_of(entry.url) for entry in news.entries}
    only = topics.pop() if len(topics) == 1 else ""
    if only and replies.is_on():  # of several conversations nobody could tell which is answered
        headers["Reply-To"] = replies.address_for(news.member.pk, only)
    return headers


def _absolute(url: str) -> str:
    return (settings.ENV.url or "") + url if url.startswith("/") else url


def _document(language: str, context: dict[str, Any]) -> str:
    """The whole page, its style written into its elements: mail programs drop the rest. The night stays a rule."""
    inlined = _styled("letter.html").render(Context(context))
    head = format_html(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
        "<title>{}</title>",
        language,
        context["subject"],
    )
    return f"{head}<style>{_style('letter_night.css')}</style></head><body>{inlined}</body></html>"


@cache
def _styled(name: str) -> Template:
    """A template whose style is written into its elements: once in a process, not once in a letter.

    What is no HTML in it stands aside meanwhile, where a parser leaves it alone: words in tags, comments elsewhere.
    """
    source, kept = _whole(name), list[str]()

    def aside(found: re.Match[str]) -> str:
        kept.append(found[0])
        return (
            f"kept{len(kept) - 1}."
            if found.start() and _is_in_tag(source, found.start())
            else f"<!--kept{len(kept) - 1}.-->"
        )

    html = MARKUP.sub(aside, source)
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False)
    inlined = inliner.inline_fragment(html, _style("letter.css"))
    return Template(KEPT.sub(lambda found: kept[int(found[1] or found[2])], inlined))


def _whole(name: str) -> str:
    """The source of a template, with what it includes."""
    source = get_template(f"notices/{name}").template.source  # type: ignore[attr-defined]
    return INCLUDED.sub(lambda found: _whole(found[1]).removeprefix("{% load i18n %}"), source)


def _is_in_tag(source: str, place: int) -> bool:
    return source.rfind("<", 0, place) > source.rfind(">", 0, place)


@cache
def _style(name: str) -> str:
    return render_to_string(f"notices/{name}")
