"""The reports of the months."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from potager.animation import report
from potager.animation.models import Network, Report
from potager.animation.queries import network_of
from potager.animation.reportwords import Words, as_markdown, month_name, words_of
from potager.communities.views.visits import Visit, animating
from potager.press.sheets import print_sheet


@never_cache
@require_safe
@animating
def reports(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The month that runs, and those that are over."""
    network = network_of(visit.community)
    months = (
        [(one, month_name(one.month)) for one in Report.objects.filter(network=network)] if network else []
    )
    running = _running(network) if network else None
    return render(request, "animation/reports.html", {**_frame(visit), "months": months, "words": running})


@never_cache
@require_safe
@animating
def monthly_report(request: HttpRequest, visit: Visit, month: str) -> HttpResponse:
    """One month."""
    found = _read(visit, month)
    return render(request, "animation/report.html", {**_frame(visit), "words": found, "month": month})


@never_cache
@require_safe
@animating
def report_markdown(request: HttpRequest, visit: Visit, month: str) -> HttpResponse:
    """One month as Markdown."""
    return _file(as_markdown(_read(visit, month)).encode(), "text/markdown; charset=utf-8", f"{month}.md")


@never_cache
@require_safe
@animating
def report_pdf(request: HttpRequest, visit: Visit, month: str) -> HttpResponse:
    """One month as PDF."""
    words = asdict(_read(visit, month))
    return _file(print_sheet(words, language=get_language() or "fr"), "application/pdf", f"{month}.pdf")


def _read(visit: Visit, month: str) -> Words:
    try:
        day = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Http404 from None
    found = Report.objects.filter(network__community=visit.community, month=day).first()
    if found is None:
        raise Http404
    return words_of(report.from_json(found.facts), visit.community.name, found.month)


def _running(network: Network) -> Words:
    now = timezone.now()
    month = report.first_of(timezone.localdate(now))
    return words_of(report.facts_of(network, month, now), network.community.name, month)


def _file(data: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=media_type, headers=headers)


def _frame(visit: Visit) -> dict[str, Any]:
    return {"community": visit.community, "standing": visit.standing, "here": "desk"}
