"""What the pages of members share."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.forms import Form
from django.http import HttpRequest
from django.views.decorators.http import require_http_methods

from potager.lib.refusals import Refusal
from potager.members.models import Member

Result = TypeVar("Result")
INVALID = 422
forms_of_pages = require_http_methods(["GET", "HEAD", "POST"])


def answer(form: Form, act: Callable[[dict[str, Any]], Result]) -> Result | None:
    """What the act returns; None, with the reasons written on the form, if the form or the act refuses."""
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return None


def status_of(form: Form) -> int:
    """200, or 422 for a form with errors."""
    return INVALID if form.errors else 200


def signed_in(request: HttpRequest) -> Member:
    """The member behind @login_required."""
    assert isinstance(request.user, Member)  # noqa: S101 (tells the type checker what the decorator made sure of)
    return request.user
