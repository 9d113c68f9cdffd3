"""Keys of email providers and newsletter tools."""

from __future__ import annotations

from ops.secrets.kind import HEX32, HEX40, UUID, has, kind, near, starts

MAIL = (
    "Whoever reads it can send email as you, until your domain is blocked, and read whom you wrote."
)
API = "EMAIL_API_KEY"

KINDS = (
    kind("postmark", "Postmark token", "account.postmarkapp.com, your server, API Tokens",
         near("postmark", UUID), variable=API, risk=MAIL, names="postmark"),
    kind("sendgrid", "SendGrid API key", "app.sendgrid.com, Settings, API Keys",
         starts("SG.", r"[\w-]{16,32}\.[\w-]{16,64}", loose=True), variable=API, risk=MAIL,
         names="sendgrid"),
    kind("mailgun", "Mailgun key", "app.mailgun.com, API Security",
         has("key-", rf"(?<![A-Za-z0-9])key-{HEX32}(?![A-Za-z0-9])"),
         has("-", rf"(?<![A-Za-z0-9]){HEX32}-[0-9a-f]{{8}}-[0-9a-f]{{8}}(?![A-Za-z0-9-])"),
         near("mailgun", HEX32), variable=API, risk=MAIL, names="mailgun"),
    kind("brevo", "Brevo key", "app.brevo.com, SMTP & API",
         starts("xkeysib- xsmtpsib-", r"[0-9a-f]{64}-[A-Za-z0-9]{16}"), variable=API, risk=MAIL,
         names="brevo sendinblue"),
    kind("resend", "Resend API key", "resend.com, API Keys",
         starts("re_", r"[A-Za-z0-9]{8}_[A-Za-z0-9]{20,30}(?![A-Za-z0-9])"),
         near("resend", r"re_[A-Za-z0-9_]{20,40}"), variable=API, risk=MAIL, names="resend"),
    kind("mailjet", "Mailjet key", "app.mailjet.com, Account settings, API Key Management",
         near("mailjet mj_api mj-api", HEX32), variable=f"{API} and EMAIL_API_SECRET", risk=MAIL,
         names="mailjet mj_api"),
    kind("sparkpost", "SparkPost API key", "app.sparkpost.com, Configuration, API Keys",
         near("sparkpost", HEX40), variable=API, risk=MAIL, names="sparkpost"),
    kind("mailersend", "MailerSend token", "app.mailersend.com, Integrations, API tokens",
         starts("mlsn.", r"[0-9a-f]{64}"), variable=API, risk=MAIL, names="mailersend"),
    kind("ses-smtp", "Amazon SES SMTP password", "console.aws.amazon.com, SES, SMTP settings",
         near("ses_ ses- ses. smtp email_host amazonaws", r"B[A-Za-z0-9+/]{43}"),
              variable="EMAIL_URL",
         risk=MAIL, names="ses_smtp",
         how="At console.aws.amazon.com, IAM, Users, open the SMTP user, Security credentials, and "
         "make its access key inactive. Make new SMTP credentials under SES, SMTP settings, put "
         "them into EMAIL_URL and redeploy."),
    kind("mandrill", "Mandrill API key", "mandrillapp.com, Settings, SMTP & API Info",
         starts("md-", r"[A-Za-z0-9_-]{22}(?![\w-])", loose=True),
         near("mandrill", r"[A-Za-z0-9_-]{22}"), risk=MAIL, names="mandrill"),
    kind("mailtrap", "Mailtrap token", "mailtrap.io, Settings, API Tokens",
         near("mailtrap", HEX32), risk=MAIL, names="mailtrap"),
    kind("mailchimp", "Mailchimp API key", "mailchimp.com, Account, Extras, API keys",
         has("-us", rf"(?<![A-Za-z0-9]){HEX32}-us\d{{1,2}}(?![A-Za-z0-9])"), risk=MAIL,
         names="mailchimp"),
    kind("convertkit", "Kit (ConvertKit) key", "app.kit.com, Settings, Developer",
         starts("kit_", r"[0-9a-f]{32}"),
         near("convertkit kit_api kit.com", r"[A-Za-z0-9_-]{43}|[A-Za-z0-9_-]{22}"), risk=MAIL,
         names="convertkit"),
    kind("klaviyo", "Klaviyo private key", "klaviyo.com, Settings, API keys",
         near("klaviyo", r"pk_[0-9a-f]{34}"), risk=MAIL, names="klaviyo"),
    kind("mailerlite", "MailerLite token", "dashboard.mailerlite.com, Integrations, API",
         near("mailerlite", HEX32), risk=MAIL, names="mailerlite"),
    kind("activecampaign", "ActiveCampaign key", "your ActiveCampaign account, Settings, Developer",
         near("activecampaign active_campaign", r"[0-9a-f]{72}|[0-9a-f]{64}"), risk=MAIL,
         names="activecampaign"),
    kind("beehiiv", "beehiiv API key", "app.beehiiv.com, Settings, Integrations",
         near("beehiiv", r"[A-Za-z0-9]{64}"), risk=MAIL, names="beehiiv"),
    kind("gmail", "Gmail app password", "myaccount.google.com/apppasswords",
         has("pass", r"(?i:passw?)[\w-]{0,20}[\"']?\s?[:=]\s?[\"']?(?P<value>(?:[a-z]{4} "
                     r"){3}[a-z]{4})"
             r"(?![a-z ])", loose=True, anywhere=True), variable="EMAIL_URL", risk=MAIL),
    kind("loops", "Loops API key", "app.loops.so, Settings, API",
         near("loops", HEX32), risk=MAIL, names="loops_api"),
)  # fmt: skip
