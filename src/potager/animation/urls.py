"""The addresses of the desk."""

from django.urls import path

from potager.animation.views import came, desk, pictures, proposals, reports, uses, weights

app_name = "animation"
DESK, PROPOSAL = "c/<slug:address>/desk/", "proposals/<uuid:identifier>/"

urlpatterns = [
    path(DESK, desk.desk, name="desk"),
    path(DESK + "prepare/", desk.prepare_today, name="prepare"),
    path(DESK + "gestures/", desk.gestures, name="gestures"),
    path(DESK + "came/", came.came, name="came"),
    path(DESK + "reports/", reports.reports, name="reports"),
    path(DESK + "reports/<str:month>/", reports.monthly_report, name="monthly_report"),
    path(DESK + "reports/<str:month>/pdf/", reports.report_pdf, name="report_pdf"),
    path(DESK + "reports/<str:month>/markdown/", reports.report_markdown, name="report_markdown"),
    path(DESK + "me/", uses.change_uses, name="change_uses"),
    path(DESK + "how/", uses.how, name="how"),
    path(DESK + "settings/", uses.change_network, name="change_network"),
    path(DESK + "weights/", weights.change_weights, name="change_weights"),
    path(DESK + "weights/forget/", weights.forget_weights, name="forget_weights"),
    path(DESK + "map/", pictures.community_map, name="map"),
    path(DESK + "map/draw/", pictures.redraw_map, name="redraw_map"),
    path(DESK + "pictures/", pictures.pictures, name="pictures"),
    path(PROPOSAL, proposals.proposal, name="proposal"),
    path(PROPOSAL + "done/", desk.finish_proposal, name="finish_proposal"),
    path(PROPOSAL + "later/", desk.postpone_proposal, name="postpone_proposal"),
    path(PROPOSAL + "no/", desk.decline_proposal, name="decline_proposal"),
    path(PROPOSAL + "back/", desk.reopen_proposal, name="reopen_proposal"),
]
