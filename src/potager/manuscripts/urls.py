"""The addresses of collective books."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from potager.manuscripts.views import margins, planning, reading, writing

app_name = "manuscripts"
SECTION, PLEDGE, COMMENT = (
    "sections/<uuid:identifier>/",
    "pledges/<uuid:identifier>/",
    "comments/<uuid:identifier>/",
)


def _act(route: str, view: Callable[..., Any]) -> URLPattern:
    """An address of the view's own name."""
    return path(route, view, name=view.__name__)


urlpatterns = [
    _act("c/<slug:address>/manuscripts/", reading.shelf),
    _act("c/<slug:address>/manuscripts/new/", planning.open_manuscript),
    _act("manuscripts/<uuid:identifier>/", reading.manuscript),
    _act("manuscripts/<uuid:identifier>/settings/", planning.change_manuscript),
    _act("manuscripts/<uuid:identifier>/sections/new/", planning.add_section),
    _act(SECTION, reading.section),
    _act(SECTION + "settings/", planning.change_section),
    _act(SECTION + "move/", planning.move_section),
    _act(SECTION + "remove/", planning.remove_section),
    _act(SECTION + "bring-back/", planning.bring_back_section),
    _act(SECTION + "assign/", planning.assign_section),
    _act(SECTION + "free/", planning.free_section),
    _act(SECTION + "pledge/", planning.make_pledge),
    _act(SECTION + "submit/", writing.submit_section),
    _act(SECTION + "approve/", planning.approve_section),
    _act(SECTION + "return/", planning.return_section),
    _act(SECTION + "take-up/", writing.take_up_section),
    _act(SECTION + "lay-down/", writing.lay_down_section),
    _act(SECTION + "ask-for/", writing.ask_for_section),
    _act(SECTION + "hand-over/", writing.hand_over_section),
    _act(SECTION + "hold-back/", writing.hold_back_section),
    _act(SECTION + "write/", writing.save_version),
    _act(SECTION + "draft/", writing.keep_draft),
    _act(SECTION + "draft/drop/", writing.drop_draft),
    _act(SECTION + "beside/", writing.keep_version_beside),
    _act(SECTION + "versions/", reading.versions),
    _act(SECTION + "versions/compare/", reading.compare),
    _act(SECTION + "versions/<int:number>/", reading.version),
    _act(SECTION + "versions/<int:number>/restore/", writing.restore_version),
    _act(SECTION + "comments/new/", margins.make_comment),
    _act(PLEDGE + "accept/", planning.accept_pledge),
    _act(PLEDGE + "decline/", planning.decline_pledge),
    _act(PLEDGE + "withdraw/", planning.withdraw_pledge),
    _act(COMMENT + "answer/", margins.answer_comment),
    _act(COMMENT + "resolve/", margins.resolve_comment),
    _act(COMMENT + "reopen/", margins.reopen_comment),
]
