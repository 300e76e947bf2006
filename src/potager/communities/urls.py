"""The addresses of communities."""

from django.urls import path

from potager.communities.views import charters, invitations, mapping, memberships, pages

app_name = "communities"
urlpatterns = [
    path("", pages.home, name="home"),
    path("robots.txt", mapping.robots, name="robots"),
    path("sitemap.xml", mapping.sitemap, name="sitemap"),
    path("c/<slug:address>/sitemap.xml", mapping.community_sitemap, name="community_sitemap"),
    path("c/new/", pages.open_community, name="open_community"),
    path("c/<slug:address>/", pages.community, name="community"),
    path("c/<slug:address>/settings/", pages.change_community, name="change_community"),
    path("c/<slug:address>/charter/", charters.charter, name="charter"),
    path("c/<slug:address>/charter/change/", charters.change_charter, name="change_charter"),
    path("c/<slug:address>/charter/accept/", charters.accept_charter, name="accept_charter"),
    path("c/<slug:address>/join/", memberships.join_community, name="join_community"),
    path("c/<slug:address>/join/withdraw/", memberships.withdraw_request, name="withdraw_request"),
    path(
        "requests/<uuid:identifier>/withdraw/",
        memberships.withdraw_from_outside,
        name="withdraw_from_outside",
    ),
    path("c/<slug:address>/leave/", memberships.leave_community, name="leave_community"),
    path("c/<slug:address>/members/", memberships.members, name="members"),
    path("c/<slug:address>/members/<uuid:identifier>/role/", memberships.change_role, name="change_role"),
    path(
        "c/<slug:address>/members/<uuid:identifier>/remove/", memberships.remove_member, name="remove_member"
    ),
    path("c/<slug:address>/requests/", memberships.requests, name="requests"),
    path(
        "c/<slug:address>/requests/<uuid:identifier>/accept/",
        memberships.accept_request,
        name="accept_request",
    ),
    path(
        "c/<slug:address>/requests/<uuid:identifier>/decline/",
        memberships.decline_request,
        name="decline_request",
    ),
    path("c/<slug:address>/invitations/", invitations.invitations, name="invitations"),
    path(
        "c/<slug:address>/invitations/<uuid:identifier>/revoke/",
        invitations.revoke_invitation,
        name="revoke_invitation",
    ),
    path("i/<slug:token>/", invitations.invitation, name="invitation"),
    path("i/<slug:token>/poster/", invitations.poster, name="poster"),
]
