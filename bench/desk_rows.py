"""A desk that has been busy for a year, written on the server: minutes and not hours."""

from __future__ import annotations

from typing import Any

#: Messages of one conversation.
TALK = 20
#: Told apart by this when a filled database is kept; to be raised when the rows change.
EDITION = 5

#: The n-th of so many rows, spread evenly over the last year; the last is the newest.
MOMENT = """create function pg_temp.moment(n bigint, total bigint) returns timestamptz
    language sql stable as
    $$ select now() - (total - n) * (interval '365 days' / total) $$"""

PEOPLE = (
    """insert into leads_lead (id, email, email_key, name, phone, status, first_touch,
        last_touch, is_test, owner_id, next_step, next_step_on, wrote_again_at, fit_points,
        fit_out_of, created_at, updated_at)
        select md5('lead' || n)::uuid, 'person' || n || '@example.org',
        'person' || n || '@example.org', 'Person ' || n, '+46 8 ' || n,
        (array['new', 'contacted', 'qualified', 'call_booked', 'won', 'lost', 'not_a_fit',
        'closed'])[1 + n %% 8], jsonb_build_object('referrer', 'https://site' || n %% 300 ||
        '.example/'), '{}', n %% 1000 = 0, case when n %% 3 = 0 then %(user)s end,
        case when n %% 100 = 0 then 'Call them' else '' end,
        case when n %% 100 = 0 then current_date - 30 + (n %% 60)::int end,
        case when n %% 200 = 3 then pg_temp.moment(n, %(leads)s) end,
        case when n %% 4 = 0 then n %% 10 end, case when n %% 4 = 0 then 10 end,
        pg_temp.moment(n, %(leads)s), pg_temp.moment(n, %(leads)s)
        from generate_series(1, %(leads)s) n""",
    """insert into leads_enquiry (id, lead_id, message, source, page_url, conversation_id,
        touch, is_test, created_at)
        select md5('enquiry' || n || '.' || m)::uuid, md5('lead' || n)::uuid,
        'Could you call me about session ' || n || '? I have worked as a nurse for '
        || n %% 30 || ' years and live in town ' || md5('town' || n %% 5000) || '.',
        'chat_form', 'https://me.example/',
        case when n <= %(talks)s then md5('talk' || n)::uuid::text else '' end,
        '{}', false, pg_temp.moment(n, %(leads)s) + m * interval '1 minute'
        from generate_series(1, %(leads)s) n, generate_series(1, 1 + (n %% 5 = 0)::int) m""",
    """insert into leads_consent (lead_id, text, version, source, page_url, given_at)
        select md5('lead' || n)::uuid, 'I agree.', '1', 'chat_form', 'https://me.example/',
        pg_temp.moment(n, %(leads)s) from generate_series(1, %(leads)s) n""",
    """insert into leads_leadevent (lead_id, field, before, after, by_name, at)
        select md5('lead' || n)::uuid, 'status', 'New', 'Contacted', 'Maya',
        pg_temp.moment(n, %(leads)s) from generate_series(1, %(leads)s) n,
        generate_series(1, case when n = %(leads)s then 3000 else 2 end)""",
    """insert into leads_leadnote (lead_id, text, by_name, created_at, sent_id)
        select md5('lead' || n)::uuid, 'Called, will call back.', 'Maya',
        pg_temp.moment(n, %(leads)s), md5('note' || n)::uuid
        from generate_series(5, %(leads)s, 5) n""",
    """insert into leads_leadaddress (lead_id, email, email_key, created_at)
        select md5('lead' || n)::uuid, 'other' || n || '@example.net',
        'other' || n || '@example.net', now() from generate_series(50, %(leads)s, 50) n""",
    """insert into leads_tag (name, key)
        select 'tag ' || n, 'tag ' || n from generate_series(1, 40) n""",
    """insert into leads_lead_tags (lead_id, tag_id) select md5('lead' || n)::uuid, t.id
        from generate_series(1, %(leads)s) n join leads_tag t on t.key = 'tag ' || 1 + n %% 60""",
    """insert into leads_booking (id, lead_id, provider, state, title, starts_at, ends_at,
        time_zone, place, answers, reason, join_url, cancel_url, reschedule_url, touch,
        conversation_id, is_test, told, created_at, updated_at)
        select md5('booking' || n)::uuid, md5('lead' || n)::uuid, 'calendly',
        (array['booked', 'moved', 'cancelled'])[1 + n %% 3], 'First call',
        pg_temp.moment(n, %(leads)s) + interval '7 days', pg_temp.moment(n, %(leads)s) +
        interval '7 days 30 minutes', 'UTC', '', '[]', '', '', '', '', '{}', '', false, '',
        pg_temp.moment(n, %(leads)s), now() from generate_series(5, %(leads)s, 5) n""",
    """insert into leads_bookingtime (booking_id, provider, key, state, starts_at, ends_at,
        no_show, told_at, created_at)
        select id, provider, id::text, 'booked', starts_at, ends_at, false, created_at, created_at
        from leads_booking where title = 'First call'""",
)  # fmt: skip

MAIL = (
    """insert into ops_outboxmessage (id, kind, "to", subject, text, html, reply_to, headers,
        message_id, request_id, is_test, state, attempts, next_attempt_at, last_error, provider_id,
        created_at, sent_at, fate)
        select md5('email' || n)::uuid,
        (array['lead_confirmation', 'lead_notice', 'transcript'])[1 + n %% 3],
        'person' || (1 + n / 2) || '@example.org', 'We have your message', 'Hello', '', '', '{}',
        n || '@example.org', '', false, case when n %% 500 = 0 then 'failed' else 'sent' end, 1,
        pg_temp.moment(n, 2 * %(leads)s), '', '', pg_temp.moment(n, 2 * %(leads)s),
        pg_temp.moment(n, 2 * %(leads)s),
        case when n %% 100 = 0 then 'bounced' when n %% 3 = 0 then 'delivered' else '' end
        from generate_series(1, 2 * %(leads)s - 2) n""",
    """insert into ops_suppression (key, topic, reason, at, message_id)
        select md5('key' || n), '', 'bounced', now() - n * interval '1 minute',
        md5('email' || n)::uuid from generate_series(100, %(leads)s, 100) n""",
    """insert into ops_webhookendpoint (name, url, events, is_active, secret, old_secret,
        created_at, switched_off)
        values ('CRM', 'https://crm.example/', '[]', true, '', '', now(), '')""",
    """insert into ops_webhookdelivery (id, endpoint_id, event_id, event, body, about, state,
        attempts, next_attempt_at, last_error, created_at, delivered_at)
        select md5('delivery' || n)::uuid, e.id, 'event' || n, 'lead.created', '{}', '',
        'delivered', 1, now(), '', pg_temp.moment(n, %(leads)s), now()
        from generate_series(1, %(leads)s) n, ops_webhookendpoint e where e.name = 'CRM'""",
    """insert into ops_auditentry (at, kind, user_id, person, network, object_type, object_id,
        about, request_id)
        select pg_temp.moment(n, %(leads)s), 'sign_in', %(user)s, 'bench', '', '', '', '', ''
        from generate_series(1, %(leads)s) n""",
    """insert into ops_datadeed (what, via, subject, at, counts, "left", is_test)
        select 'export', 'admin', md5('deed' || n), now() - n * interval '1 hour', '{}', '[]',
        false from generate_series(1, 2000) n""",
)  # fmt: skip

TALKS = (
    """insert into chatbot_conversation (id, token_hash, created_at, last_message_at, locale,
        page_url, referrer, utm, is_test, asked_for_email, handoff_requested_at)
        select md5('talk' || n)::uuid, md5('t' || n), pg_temp.moment(n, %(talks)s),
        pg_temp.moment(n, %(talks)s), 'en', 'https://me.example/', '',
        jsonb_build_object('source', 'site' || n %% 300), n %% 500 = 0, false,
        case when n %% 50 = 0 then pg_temp.moment(n, %(talks)s) end
        from generate_series(1, %(talks)s) n""",
    """insert into chatbot_message (seq, id, conversation_id, role, text, status, created_at,
        client_message_id, reply_to_id, outcome, sources, actions, answered_by, feedback)
        select s.base + (n - 1) * %(talk)s + m, md5('message' || n || '.' || m)::uuid,
        md5('talk' || n)::uuid, case when m %% 2 = 0 then 'visitor' else 'assistant' end,
        case when m %% 2 = 0 then 'What does session ' || n %% 900 || ' of ' || m
        || ' cost, and may I bring ' || md5('w' || (n * 7 + m) %% 20000) || '?'
        else 'A session costs ' || n %% 900 || ' euros and lasts an hour. You may bring '
        || md5('w' || (n * 7 + m) %% 20000) || ' if you like; write to us before.' end,
        'complete', pg_temp.moment(n, %(talks)s), case when m %% 2 = 0 then 'c' || m end,
        case when m %% 2 = 1 then s.base + (n - 1) * %(talk)s + m - 1 end,
        case when m %% 2 = 0 then ''
        else (array['answered', 'answered', 'answered', 'unknown'])[1 + (n + m / 2) %% 4] end,
        '[]', '[]', case when m %% 2 = 0 then '' else 'builtin' end,
        case when m %% 2 = 0 or (n * 10 + m) %% 50 > 3 then ''
        when (n * 10 + m) %% 50 = 1 then 'up' else 'down' end
        from generate_series(1, %(talks)s) n, generate_series(0, %(talk)s - 1) m,
        (select coalesce(max(seq), 0) + 1 as base from chatbot_message) s""",
    """select setval(pg_get_serial_sequence('chatbot_message', 'seq'), max(seq))
        from chatbot_message""",
    """insert into chatbot_handoff (conversation_id, began_at, asked_at, person_seq, visitor_read,
        desk_read, ended_at)
        select id, handoff_requested_at, handoff_requested_at, 0, 0, 0,
        case when handoff_requested_at < now() - interval '14 days' then handoff_requested_at +
        interval '1 hour' end
        from chatbot_conversation where handoff_requested_at is not null""",
    """insert into chatbot_modelcall (id, created_at, provider, model, tokens_in, tokens_out,
        cost_micros, estimated, finish, duration_ms, settled, conversation_id, message_id)
        select gen_random_uuid(), m.created_at, 'openai', 'small', 500, 60, 100, false, 'stop',
        700, true, m.conversation_id, m.seq
        from chatbot_message m where m.role = 'visitor' and m.seq %% 10 = 0""",
    """insert into chatbot_guardevent (kind, sentence, reasons, replaced_by, created_at, message_id)
        select 'injection', '', '["spelling"]', '', m.created_at, m.seq
        from chatbot_message m where m.role = 'visitor' and m.seq %% 100 = 0""",
)  # fmt: skip


def fill(leads: int, messages: int) -> None:
    """The demo, and as many of everything; indexes that are slow to keep are built at the end."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connection

    from ops import roles

    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    users: Any = get_user_model()._default_manager
    owner = users.create_user("bench", "bench@example.org", is_staff=True)
    roles.set_role(owner, roles.OWNER)
    user = owner.pk
    sizes = {"leads": leads, "talks": messages // TALK, "talk": TALK, "user": user}
    with connection.cursor() as cursor:
        cursor.execute(MOMENT)
        cursor.execute("set maintenance_work_mem = '512MB'")
        cursor.execute(
            "select indexname, indexdef from pg_indexes where schemaname = 'public' "
            "and indexdef like '%USING gin%'"
        )
        slow = cursor.fetchall()
        for name, _ in slow:
            cursor.execute(f'drop index "{name}"')
        for statement in (*PEOPLE, *MAIL, *TALKS):
            cursor.execute(statement, sizes)
        for _, definition in slow:
            cursor.execute(definition)
        cursor.execute("vacuum analyze")
    from chatbot import unanswered
    from ops.figures import roll

    # What chores do in time.
    while roll.roll() > 2:
        pass
    unanswered.draw_beforehand()
