"""What is being written: one's own, and what editors look after."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from potager.communities.views.visits import Visit, signed_in
from potager.editorial import desk
from potager.lib.permission import must


@require_safe
@signed_in
def my_articles(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What one writes in this community."""
    must(visit.member, "open articles", visit.community)
    context = desk.mine_page(visit.community, visit.standing, page=request.GET.get("page", "1"))
    return render(request, "editorial/articles_mine.html", context)


@require_safe
@signed_in
def articles_in_work(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is being written, for whoever edits."""
    must(visit.member, "publish", visit.community)
    context = desk.desk_page(visit.community, visit.standing, page=request.GET.get("page", "1"))
    return render(request, "editorial/articles_desk.html", context)
