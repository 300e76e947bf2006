"""The browsers in which a person is told, and the small script that shows it there."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.lib.fetching import AddressRefused
from potager.members.devices import device_of
from potager.members.queries import session_of
from potager.members.views.common import signed_in
from potager.notices import actions, previews, pushing
from potager.ui import assets


@never_cache
@login_required
@require_safe
def browsers(request: HttpRequest) -> HttpResponse:
    """Where the person is told, and a way to be told here."""
    context = {"browsers": previews.browsers_of(signed_in(request)), "public_key": pushing.public_key()}
    return render(request, "notices/browsers.html", context)


@never_cache
@login_required
@require_POST
def add_browser(request: HttpRequest) -> HttpResponse:
    """This browser asks to be told; 400 if what it gives is none of what browsers give."""
    given = {name: request.POST.get(name, "")[:1000] for name in ("endpoint", "key", "secret")}
    name, system = device_of(request.headers.get("User-Agent", ""))
    browser = actions.Browser(**given, name=name, system=system)
    try:
        actions.add_browser(by=signed_in(request), browser=browser, session=session_of(request))
    except (AddressRefused, pushing.BadSubscription):
        return HttpResponse(status=400)
    messages.success(request, _("This browser is told from now on."))
    return HttpResponse(status=204)


@never_cache
@login_required
@require_POST
def remove_browser(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """That browser is told nothing more."""
    actions.remove_browser(by=signed_in(request), identifier=identifier)
    messages.success(request, _("That browser is told nothing more."))
    return redirect("notices:browsers")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that a browser runs when it is told; it stands at the root, for all pages are its own."""
    answer = HttpResponse(assets.read("notices/worker.js"), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer
