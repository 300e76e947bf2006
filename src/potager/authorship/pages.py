"""What the pages of names show, gathered."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict

from potager.authorship import queries, works
from potager.authorship.actions import choose_byline
from potager.authorship.forms import AboutForm, NameForm, NamingForm
from potager.authorship.models import Choice
from potager.authorship.queries import Byline
from potager.authorship.works import Work
from potager.lib.refusals import Refusal
from potager.members.models import Member

PER_PAGE = 50
Press = NamingForm | NameForm | AboutForm


@dataclass(frozen=True)
class Named:
    """A work beside how it names its author."""

    work: Work
    choice: Choice | None
    byline: Byline


def named(work: Work) -> Named:
    """How a work names its author now."""
    choice = queries.choice_of(work.reference, work.author.pk)
    return Named(work, choice, queries.byline(choice, work.signed))


def byline_page(work: Work, refused: Press | None = None) -> dict[str, Any]:
    """The page of one choice: what the book will print, and the presses; the refused one as it was typed."""
    now = named(work)
    another = now.choice.name if now.choice else ""
    about = {"naming": "about", "link": now.byline.link, "presentation": now.byline.presentation}
    forms: dict[str, Press] = {
        "name_form": NameForm(initial={"naming": Choice.Naming.ANOTHER, "name": another}),
        "about_form": AboutForm(initial=about),
    }
    if isinstance(refused, NameForm):
        forms["name_form"] = refused
    if isinstance(refused, AboutForm):
        forms["about_form"] = refused
    return {"work": work, "named": now, "byline": now.byline, **forms}


def pressed(work: Work, data: QueryDict) -> Press | None:
    """Do what a press of the page asks; the form with its errors if it cannot be done."""
    form = _form_of(data)
    if not form.is_valid():
        return form
    naming, wanted = form.wanted(queries.choice_of(work.reference, work.author.pk))
    try:
        choose_byline(by=work.author, work=work, naming=naming, wanted=wanted)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return form
    return None


def _form_of(data: QueryDict) -> Press:
    kinds: dict[str, type[NameForm] | type[AboutForm]] = {"another": NameForm, "about": AboutForm}
    return kinds.get(data.get("naming", ""), NamingForm)(data)


def bylines_page(member: Member, *, page: str) -> dict[str, Any]:
    """All works of a person, with how each names them."""
    found = Paginator(works.works_of(member), PER_PAGE).get_page(page)
    choices = queries.choices_of(member.pk, [work.reference for work in found])
    rows = [
        Named(work, choice, queries.byline(choice, work.signed))
        for work in found
        for choice in [choices.get(work.reference)]
    ]
    return {"page": found, "rows": rows}
