"""What emails say and how they look: one structured source becomes the text and the HTML of each.

Every kind of email is registered by the room that sends it (``kinds``), with its words in every
language of ``settings.LANGUAGES`` and the values that may stand in them. An Owner may put it into
other words (``rows``, ``ops.admin_letters``); those are checked when they are saved (``checking``),
and again before each email, so that words of an older release never hold one back. The look is in
``templates/email/`` and ``as_html``.

``writing.write()`` is the way in; what it gives goes to ``ops.outbox.enqueue``.
"""
