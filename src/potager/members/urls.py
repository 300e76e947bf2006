"""The addresses of members."""

from django.urls import path, re_path

from potager.members.views import accounts, aversions, exports, passkeys, portraits, sessions

app_name = "members"
urlpatterns = [
    path("sign-in/", accounts.sign_in, name="sign_in"),
    path("sign-in/code/", accounts.confirm_code, name="confirm_code"),
    path("sign-in/password/", accounts.sign_in_by_password, name="sign_in_by_password"),
    path("sign-out/", accounts.sign_out, name="sign_out"),
    path("me/", accounts.me, name="me"),
    path("me/password/", accounts.change_password, name="change_password"),
    path("me/leave/", accounts.leave, name="leave"),
    path("me/sign-ins/", sessions.sign_ins, name="sign_ins"),
    path("me/sign-ins/end-others/", sessions.end_other_sessions, name="end_other_sessions"),
    path("me/sign-ins/<uuid:identifier>/end/", sessions.end_session, name="end_session"),
    path("me/aversions/", aversions.aversions, name="aversions"),
    path("me/aversions/<uuid:identifier>/unmute/", aversions.unmute_member, name="unmute_member"),
    path("me/aversions/<uuid:identifier>/unblock/", aversions.unblock_member, name="unblock_member"),
    path("me/portrait/upload/", portraits.change_portrait, name="change_portrait"),
    path("me/portrait/remove/", portraits.remove_portrait, name="remove_portrait"),
    re_path(
        r"^portraits/(?P<member>[0-9a-f-]{36})-(?P<digest>[0-9a-f]{32})-(?P<side>48|96|256)\.webp$",
        portraits.portrait,
        name="portrait",
    ),
    path("sign-in/passkey/", passkeys.sign_in_by_passkey, name="sign_in_by_passkey"),
    path("sign-in/passkey/options/", passkeys.passkey_request, name="passkey_request"),
    path("me/passkeys/", passkeys.passkeys, name="passkeys"),
    path("me/passkeys/options/", passkeys.passkey_creation, name="passkey_creation"),
    path("me/passkeys/add/", passkeys.add_passkey, name="add_passkey"),
    path("me/passkeys/<uuid:identifier>/remove/", passkeys.remove_passkey, name="remove_passkey"),
    path("me/export/", exports.export, name="export"),
    path("me/export/<uuid:identifier>/", exports.download_export, name="download_export"),
    path("language/", accounts.language, name="language"),
    path("first-run/", accounts.first_run, name="first_run"),
]
