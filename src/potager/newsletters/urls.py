"""The addresses of the letter."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from potager.newsletters.views import reading, sending, subscribing, writing

app_name = "newsletters"
LETTER, ISSUE = "c/<slug:address>/letter/", "letters/<uuid:identifier>/"


def _act(route: str, view: Callable[..., Any]) -> URLPattern:
    """An address of the view's own name."""
    return path(route, view, name=view.__name__)


urlpatterns = [
    _act(LETTER, reading.letter),
    _act(LETTER + "feed.atom", reading.feed),
    _act(LETTER + "<int:number>/", reading.issue),
    _act(LETTER + "ask/", subscribing.ask_for_letter),
    _act(LETTER + "asked/", subscribing.asked),
    _act(LETTER + "subscribe/", subscribing.subscribe_member),
    _act(LETTER + "leave/", subscribing.leave_as_member),
    _act(LETTER + "desk/", writing.desk),
    _act(LETTER + "new/", writing.open_issue),
    _act(LETTER + "readers/", writing.subscribers),
    _act(LETTER + "readers.csv", writing.subscribers_table),
    _act("letters/confirm/<str:token>/", subscribing.confirm),
    _act("letters/leave/<str:token>/", subscribing.leave),
    _act(ISSUE, sending.sending),
    _act(ISSUE + "edit/", writing.save_issue),
    _act(ISSUE + "preview/", writing.preview),
    _act(ISSUE + "preview/mail/", writing.mail),
    _act(ISSUE + "proof/", writing.send_proof),
    _act(ISSUE + "discard/", writing.discard_issue),
    _act(ISSUE + "send/", sending.send_issue),
    _act(ISSUE + "schedule/", sending.schedule_issue),
    path(ISSUE + "unschedule/", sending.unschedule_issue, name="unschedule_issue"),
    path(ISSUE + "pause/", sending.pause_issue, name="pause_issue"),
    path(ISSUE + "resume/", sending.resume_issue, name="resume_issue"),
    path(ISSUE + "stop/", sending.stop_issue, name="stop_issue"),
]
