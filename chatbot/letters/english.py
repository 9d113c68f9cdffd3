"""The emails of the chat and of accounts in English."""

from __future__ import annotations

from chatbot.letters.table import Table
from ops.letters.kinds import words

TABLE = Table(
    transcript=words(
        "Your conversation with {business_name}",
        "The copy you asked for, of {began}.",
        "You asked for this copy of your conversation with {business_name}. It began on {began}.",
        "{left_out}",
        "{conversation}",
        "Answer this email to write to {person}.",
        "If it was not you who asked for it, you need do nothing.",
    ),
    you="You",
    assistant="{business} (automated)",
    visitor="Visitor",
    left_out="The beginning is left out: these are the last messages.",
    source="From",
    link="[link]",
    handoff=words(
        "A visitor would like to talk to you",
        "Somebody in the chat on your site asks for a person.",
        "A visitor asked for a person in the chat on your site.",
        "{said}",
        "{how}",
        "[Open the conversation]({admin_url})",
    ),
    handoff_reminder=words(
        "A visitor is still waiting for you",
        "Nobody has answered somebody who asked for a person.",
        "Nobody has answered a visitor who asked for a person in the chat on your site. They "
        "have left no email address, so the chat is the only way to reach them.",
        "{said}",
        "{how}",
        "[Open the conversation]({admin_url})",
    ),
    handoff_message=words(
        "The visitor answered you",
        "Nobody has read it yet.",
        "The visitor you are talking to wrote again.",
        "{said}",
        "{how}",
        "[Open the conversation]({admin_url})",
    ),
    reply_here=(
        "Reply to this email, and your words appear in the chat; the assistant is silent then."
    ),
    answer_there=("Answer on the page of the conversation; this email cannot be replied to."),
    person_reply=words(
        "{business_name}: an answer to you",
        "{answered_by} answered you in the chat.",
        "{answered_by} answered you in the chat on the site of {business_name}.",
        "{said}",
        "{reply}",
        "You can go on in the chat:\n{chat_url}",
    ),
    also_reply="You can also simply answer this email.",
    erasure=words(
        "A visitor wants their data deleted",
        "The request is in the admin, with a button that does it.",
        "A visitor asked in the chat on your site that their data be deleted.",
        "What to do: open the request. It shows what is kept, and deletes it with one button. "
        "First make sure that an address in it is theirs, since anybody can type one. In the EU, "
        "the UK and Brazil the law gives you a limited time to answer.",
        "[Open the request]({admin_url})",
    ),
    confirm_address=words(
        "Confirm your email address",
        "Your code for {business_name}.",
        "Somebody, most likely you, gave this email address for an account at {business_name}. "
        "Enter this code in the open browser window:",
        "{code}",
        "If it was not you, you need do nothing: without the code nothing happens.",
    ),
    reset_password=words(
        "Your code for a new password",
        "Your code for {business_name}.",
        "Somebody, most likely you, asked for a new password at {business_name}. Enter this code "
        "in the open browser window:",
        "{code}",
        "If it was not you, you need do nothing: without the code your password stays as it is.",
    ),
    account_exists=words(
        "You have an account already",
        "An account with this address already exists.",
        "Somebody, most likely you, tried to make an account at {business_name} with this email "
        "address. An account with it already exists.",
        "If you have forgotten the password, choose a new one:",
        "[New password]({reset_url})",
        "If it was not you, you need do nothing.",
    ),
    account_change=words(
        "Your account at {business_name} was changed",
        "{change}",
        "Your account at {business_name} was changed: {change}",
        "{details}",
        "If it was not you, choose a new password at once and write to {person}.",
    ),
    changes={
        "account/email/email_changed": "It has another email address now.",
        "account/email/email_confirm": "The email address was confirmed.",
        "account/email/email_deleted": "An email address was taken out of it.",
        "account/email/password_changed": "The password was changed.",
        "account/email/password_reset": "The password was set anew.",
        "account/email/password_set": "A password was set.",
        "mfa/email/recovery_codes_generated": "New recovery codes were made.",
        "mfa/email/totp_activated": "An authenticator app was added.",
        "mfa/email/totp_deactivated": "The authenticator app was removed.",
        "mfa/email/webauthn_added": "A passkey was added.",
        "mfa/email/webauthn_removed": "A passkey was removed.",
    },
    when="When",
    address="From",
    device="Browser",
    let_in=words(
        "An owner of your chat was let back in",
        "Somebody used RECOVER_OWNER on {site_url}.",
        "Somebody who can set the variables of {site_url} has used RECOVER_OWNER and OPS_TOKEN to "
        "give the account {account} a new password and to take away its second factor.",
        "If that was you, take RECOVER_OWNER out of the variables now.",
        "If it was not, change the password of your hosting platform first, then set a new "
        "OPS_TOKEN and SECRET_KEY there.",
    ),
)
