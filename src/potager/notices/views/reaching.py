"""Trying an address again from which mail came back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from potager.members.views.common import signed_in
from potager.notices.actions.reaching import try_address_again


@never_cache
@login_required
@require_POST
def try_again(request: HttpRequest) -> HttpResponse:
    """Send mail to the person's address again."""
    try_address_again(by=signed_in(request))
    messages.success(request, _("Thank you. Mail leaves for your address again."))
    return redirect("notices:notices")
