"""What the ground floor keeps of people, and what Django and allauth do for it."""

from __future__ import annotations

from ops.privacy.processing import TEAM, Data, Ground, Table, nothing

RUN = "to run the site safely"

TABLES = [
    Table(
        label="ops.OutboxMessage", holds="one email to a visitor, or to you about one",
        why="to send it, and to know what became of it", ground=Ground.CONTRACT, kept="emails",
        given_to="the email provider",
        data={Data.CONTACT: "to reply_to", Data.WORDS: "subject text html headers last_error"},
        plain="id kind message_id request_id is_test state fate fate_at provider_id created_at "
        "sent_at attempts "
        "next_attempt_at lease_until claim",
    ),
    Table(
        label="ops.EmailEvent", holds="what the email provider told of an email",
        why="to know what became of it", ground=Ground.CONTRACT, kept="email_events",
        data={Data.WORDS: "detail", Data.LINK: "message"},
        plain="id provider kind for_good at provider_id event_key content_key received_at",
    ),
    Table(
        label="ops.Suppression", holds="an address that is left alone, as a keyed hash",
        why="so that nobody is written to who does not want it; it outlives a deletion",
        ground=Ground.DUTY, kept="suppressions", data={Data.LINK: "key message"},
        plain="id topic reason at",
    ),
    Table(
        label="ops.ReplyThread", holds="which conversation an answer by email belongs to",
        why="so that you can answer from your mailbox", ground=Ground.CONTRACT,
        kept="reply_threads", data={Data.LINK: "key"}, plain="id kind used_at",
    ),
    nothing("ops.ReceivedEmail", "that an email was read, as a hash of its number", "id key at",
            kept="received_emails"),
    nothing("ops.EmailWords", "your own words for emails",
            "id kind language subject preheader body updated_at", kept="while_used"),
    nothing("ops.FigureDay", "how many a day: visits, chats, leads", "id day name source count",
            kept="figures"),
    Table(
        label="ops.WebhookDelivery", holds="what another tool was told, or is to be",
        why="to tell the tools you have named", ground=Ground.INTEREST, kept="webhooks",
        given_to="the tool at that address",
        data={Data.WORDS: "body last_error", Data.LINK: "about"},
        plain="id endpoint event_id event state last_status created_at delivered_at attempts "
        "next_attempt_at lease_until claim",
    ),
    nothing("ops.WebhookEndpoint", "an address of another tool",
            "id name events is_active old_secret_until failing_since switched_off created_at",
            keys="url secret old_secret", kept="while_used"),
    Table(
        label="ops.DataCode", holds="a code by which somebody proves their mailbox",
        why="to give data only to whom it is about", ground=Ground.DUTY, kept="data_codes",
        given_to="the email provider", data={Data.CONTACT: "address address_key"}, keys="code",
        plain="id tries asked_at expires_at proved_at is_test",
    ),
    Table(
        label="ops.DataDeed", holds="that somebody's data was given out or deleted",
        why="to prove it", ground=Ground.DUTY, kept="data_deeds", data={Data.LINK: "subject"},
        plain="id what via at counts left is_test",
    ),
    Table(
        label="ops.PendingErasure", holds="that somebody's data is being deleted; whose it is "
        "stands in it encrypted, until that is done",
        why="to finish it, whatever happens on the way", ground=Ground.DUTY, kept="erasures",
        data={Data.CONTACT: "sealed", Data.LINK: "subject accounts", Data.TEAM: "by"},
        plain="id via is_test thorough asked_at taken_until until done_at counts left problem",
    ),
    nothing("ops.RetentionPeriod", "how long you want data kept", "id name days changed_at",
            kept="while_used"),
    Table(
        label="ops.AuditEntry", holds="who of your team did what", of=TEAM, why=RUN,
        ground=Ground.INTEREST, kept="audit",
        data={Data.TEAM: "user_id person network about", Data.LINK: "object_id"},
        plain="id at kind object_type request_id",
    ),
    Table(
        label="admin.LogEntry", holds="what was changed in the admin", of=TEAM, why=RUN,
        ground=Ground.INTEREST, kept="admin_log",
        data={Data.TEAM: "user", Data.WORDS: "object_repr change_message", Data.LINK: "object_id"},
        plain="id action_time content_type action_flag",
    ),
    Table(
        label="auth.User", holds="an account: of your team, or of a visitor",
        why="to let them in", ground=Ground.CONTRACT, kept="accounts",
        data={
            Data.ACCOUNT: "username first_name last_name email",
            Data.LINK: "id",
        },
        keys="password", plain="last_login is_superuser is_staff is_active date_joined",
    ),
    Table(
        label="auth.User_groups", holds="who has which role", of=TEAM, why=RUN,
        ground=Ground.INTEREST, kept="with auth.User", data={Data.LINK: "user"}, plain="id group",
    ),
    Table(
        label="auth.User_user_permissions", holds="who may do what besides", of=TEAM, why=RUN,
        ground=Ground.INTEREST, kept="with auth.User", data={Data.LINK: "user"},
        plain="id permission",
    ),
    Table(
        label="account.EmailAddress", holds="the address of an account, and whether it was proved",
        why="to let them in", ground=Ground.CONTRACT, kept="with auth.User",
        given_to="the email provider", data={Data.ACCOUNT: "email", Data.LINK: "user"},
        plain="id verified primary",
    ),
    Table(
        label="account.EmailConfirmation", holds="an address that waits to be proved",
        why="to let them in", ground=Ground.CONTRACT, kept="with account.EmailAddress",
        data={Data.LINK: "email_address"}, keys="key", plain="id created sent",
    ),
    Table(
        label="mfa.Authenticator", holds="a second factor: encrypted, or a passkey's public half",
        why="to let nobody else in", ground=Ground.INTEREST, kept="with auth.User",
        data={Data.LINK: "user"}, keys="data", plain="id type created_at last_used_at",
    ),
    Table(
        label="sessions.Session", holds="that somebody is signed in, or has begun to sign in",
        why="to let them stay", ground=Ground.CONTRACT, kept="sessions",
        data={Data.ACCOUNT: "session_data"}, keys="session_key", plain="expire_date",
    ),
    Table(
        label="ops.Handover", holds="how the site is run, and who owns what", of=TEAM,
        why="so that somebody else can run it", ground=Ground.INTEREST, kept="handovers",
        data={Data.TEAM: "document marks written_by"}, plain="id written_at site release "
        "open_questions",
    ),
    Table(
        label="ops.HandoverAnswers", holds="your answers for that document", of=TEAM,
        why="so that somebody else can run it", ground=Ground.INTEREST, kept="while_used",
        data={Data.TEAM: "answers"}, plain="id updated_at",
    ),
    Table(
        label="ops.LaunchRun", holds="a launch check", of=TEAM, why=RUN, ground=Ground.INTEREST,
        kept="launch_runs", data={Data.TEAM: "started_by report"},
        plain="id target started_at duration_ms state verdict summary progress problem",
    ),
    Table(
        label="ops.Release", holds="a version that went out", of=TEAM, why=RUN,
        ground=Ground.INTEREST, kept="releases", data={Data.TEAM: "who"},
        plain="id version commit kind platform started_at finished_at result step problem schema "
        "known",
    ),
    nothing("ops.SmokeRun", "a try of the site as a visitor",
            "id tag version after_release state steps place tries started_at alive_at finished_at "
            "cleaned", kept="smoke_runs"),
    nothing("ops.AlertRoute", "whether alerts arrive", "id name worked_at failed_at problem",
            kept="while_used"),
    nothing("ops.DailyWatch", "certificates, domain and DNS as they were", "id memory at",
            kept="while_used"),
    nothing("ops.RateMinute", "how many requests a minute had",
            "id minute subject process count failed slow steps", kept="looks"),
    nothing("ops.MonitorState", "what the monitor knows", "id watch at", kept="while_used"),
    nothing("ops.MonitorLook", "one look of the monitor", "id at states ms waiting", kept="looks"),
    nothing("ops.Outage", "an outage",
            "id began_at first layer ended_at evidence seen flapping told_at", kept="outages"),
    nothing("ops.MaintenanceWindow", "when no alert is wanted", "id begins_at ends_at reason",
            kept="while_used"),
    nothing("ops.ChoreRun", "what is done again and again", "id name began_at ended_at problem",
            kept="while_used"),
    nothing("ops.UptimeMonitor", "monitors of another company",
            "id provider host part remote_id made_at", kept="while_used"),
    nothing("ops.UptimeVisit", "when that company looked last", "id provider at",
            kept="while_used"),
    nothing("ops.HttpsStart", "since when the site is on https", "id host since longest",
            kept="while_used"),
    nothing("auth.Group", "roles", "id name", kept="while_used"),
    nothing("auth.Group_permissions", "what a role may do", "id group permission",
            kept="while_used"),
    nothing("auth.Permission", "what can be allowed", "id name content_type codename",
            kept="while_used"),
    nothing("contenttypes.ContentType", "the tables there are", "id app_label model",
            kept="while_used"),
]  # fmt: skip
