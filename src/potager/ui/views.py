"""The living page: every component in every state."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from potager.ui import specimens


def living(request: HttpRequest) -> HttpResponse:
    """Show the kit."""
    return render(request, "ui/living.html", specimens.everything())
