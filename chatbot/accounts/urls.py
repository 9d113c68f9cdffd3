"""Addresses of the account pages: allauth's names, each behind a door where one could guess.

Only what is used is here. allauth's page of several addresses, and its links with a key in them,
are not: a code travels in an email and a form.
"""

from __future__ import annotations

from django.urls import path

from chatbot.accounts import conversations, pages, setup
from chatbot.accounts.later import Later
from chatbot.accounts.pages import page
from ops.accounts import doors
from ops.accounts.even import evenly

account = Later("allauth.account.views")
mfa = Later("allauth.mfa.base.views")
recovery = Later("allauth.mfa.recovery_codes.views")
totp = Later("allauth.mfa.totp.views")
passkey = Later("allauth.mfa.webauthn.views")

urlpatterns = [
    path("setup/", setup.setup, name="setup"),
    path("accounts/", page(pages.home), name="account_home"),
    # allauth leads here who has nothing to confirm.
    path("accounts/email/", page(pages.email), name="account_email"),
    path("accounts/login/", page(account.login, "login", doors.posted("login")),
         name="account_login"),
    path("accounts/logout/", page(account.logout), name="account_logout"),
    path("accounts/inactive/", page(account.account_inactive), name="account_inactive"),
    path("accounts/signup/", page(account.signup, "signup", doors.posted("email")),
         name="account_signup"),
    path("accounts/confirm-email/",
         page(account.email_verification_sent, "second-factor", doors.half_signed_in),
         name="account_email_verification_sent"),
    path("accounts/reauthenticate/", page(account.reauthenticate, "login"),
         name="account_reauthenticate"),
    path("accounts/password/change/", page(account.password_change, "login"),
         name="account_change_password"),
    path("accounts/password/set/", page(account.password_set, "login"),
         name="account_set_password"),
    path("accounts/password/reset/", page(evenly(account.password_reset), "reset",
                                          doors.posted("email")),
         name="account_reset_password"),
    path("accounts/password/reset/confirm/",
         page(account.confirm_password_reset_code, "second-factor"),
         name="account_confirm_password_reset_code"),
    path("accounts/password/reset/complete/", page(account.complete_password_reset, "reset"),
         name="account_complete_password_reset"),
    path("accounts/password/reset/done/", page(account.password_reset_from_key_done),
         name="account_password_reset_completed"),
    path("accounts/2fa/", page(mfa.index), name="mfa_index"),
    path("accounts/2fa/authenticate/",
         page(mfa.authenticate, "second-factor", doors.half_signed_in), name="mfa_authenticate"),
    path("accounts/2fa/reauthenticate/", page(mfa.reauthenticate, "second-factor"),
         name="mfa_reauthenticate"),
    path("accounts/2fa/totp/activate/", page(totp.activate_totp, "second-factor"),
         name="mfa_activate_totp"),
    path("accounts/2fa/totp/deactivate/", page(totp.deactivate_totp, "second-factor"),
         name="mfa_deactivate_totp"),
    path("accounts/2fa/recovery-codes/", page(recovery.view_recovery_codes),
         name="mfa_view_recovery_codes"),
    path("accounts/2fa/recovery-codes/generate/",
         page(recovery.generate_recovery_codes, "second-factor"),
         name="mfa_generate_recovery_codes"),
    path("accounts/2fa/recovery-codes/download/", page(recovery.download_recovery_codes),
         name="mfa_download_recovery_codes"),
    path("accounts/2fa/webauthn/", page(passkey.list_webauthn), name="mfa_list_webauthn"),
    path("accounts/2fa/webauthn/add/", page(passkey.add_webauthn, "second-factor"),
         name="mfa_add_webauthn"),
    path("accounts/2fa/webauthn/login/", page(passkey.login_webauthn, "login"),
         name="mfa_login_webauthn"),
    path("accounts/2fa/webauthn/reauthenticate/",
         page(passkey.reauthenticate_webauthn, "second-factor"),
         name="mfa_reauthenticate_webauthn"),
    path("accounts/2fa/webauthn/keys/<int:pk>/remove/",
         page(passkey.remove_webauthn, "second-factor"), name="mfa_remove_webauthn"),
    path("accounts/2fa/webauthn/keys/<int:pk>/edit/", page(passkey.edit_webauthn),
         name="mfa_edit_webauthn"),
    path("accounts/delete/", page(pages.delete_account, "account"), name="account_delete"),
    path("accounts/deleted/", page(pages.deleted), name="account_deleted"),
    path("accounts/conversations/", page(conversations.listing), name="account_conversations"),
    path("accounts/conversations/claim/", conversations.claim, name="account_claim"),
    path("accounts/conversations/download/", page(conversations.download),
         name="account_conversations_download"),
    path("accounts/conversations/delete/", page(conversations.delete_all, "account"),
         name="account_conversations_delete"),
    path("accounts/conversations/<uuid:conversation_id>/", page(conversations.read),
         name="account_conversation"),
    path("accounts/conversations/<uuid:conversation_id>/download/", page(conversations.download),
         name="account_conversation_download"),
    path("accounts/conversations/<uuid:conversation_id>/delete/",
         page(conversations.delete_one, "account"), name="account_conversation_delete"),
]  # fmt: skip
