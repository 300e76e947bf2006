"""The addresses of looking after."""

from django.urls import path

from potager.moderation.views import cases, decisions, lots, reports, settings

app_name = "moderation"
urlpatterns = [
    path("report/<slug:kind>/<uuid:identifier>/", reports.report, name="report"),
    path("report/<slug:kind>/<uuid:identifier>/distance/", reports.aversion, name="aversion"),
    path("c/<slug:address>/care/", cases.queue, name="queue"),
    path("c/<slug:address>/care/log/", settings.log, name="log"),
    path("c/<slug:address>/care/settings/", settings.change_care, name="change_care"),
    path("care/<uuid:identifier>/", cases.case, name="case"),
    path("care/<uuid:identifier>/claim/", cases.claim_report, name="claim_report"),
    path("care/<uuid:identifier>/release/", cases.release_report, name="release_report"),
    path("care/<uuid:identifier>/note/", cases.note_report, name="note_report"),
    path("care/<uuid:identifier>/decide/", cases.take_decision, name="take_decision"),
    path("care/<uuid:identifier>/draw/", lots.draw_lot, name="draw_lot"),
    path("lots/<uuid:identifier>/", lots.lot, name="lot"),
    path("lots/<uuid:identifier>/vote/", lots.vote_lot, name="vote_lot"),
    path("lots/<uuid:identifier>/decline/", lots.decline_lot, name="decline_lot"),
    path("decisions/<uuid:identifier>/", decisions.decision, name="decision"),
    path("decisions/<uuid:identifier>/again/", decisions.ask_again, name="ask_again"),
    path("decisions/<uuid:identifier>/appeal/", decisions.appeal_decision, name="appeal_decision"),
    path("decisions/<uuid:identifier>/uphold/", decisions.uphold_decision, name="uphold_decision"),
    path("decisions/<uuid:identifier>/overturn/", decisions.overturn_decision, name="overturn_decision"),
    path("decisions/<uuid:identifier>/lift/", decisions.lift_decision, name="lift_decision"),
]
