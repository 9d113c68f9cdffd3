"""Ties the leads into the registries of the ground floor."""

from __future__ import annotations

from django.apps import AppConfig


class LeadsConfig(AppConfig):
    """People who left their details."""

    name = "leads"
    verbose_name = "Leads"

    def ready(self) -> None:
        """Register the admin panel and the handlers of personal data."""
        from datetime import timedelta

        from leads import (
            announcing,
            figures,
            hot_queries,
            letters,
            personal_data,
            smoke,
            timeline,
            today,
        )
        from leads.bookings import history as calls
        from leads.bookings import prune
        from leads.bookings import today as booked
        from leads.contacts import keeping
        from leads.models import Lead
        from leads.work import history
        from ops import audit, panels, privacy, roles
        from ops.privacy.own import forget_in_admin_log
        from ops.schedule import registry as schedule

        privacy.register(
            "leads", title="What you left and agreed to", export=personal_data.export,
            erase=personal_data.erase, count=personal_data.count, known_by=personal_data.known_by,
        )  # fmt: skip
        forget_in_admin_log(Lead)
        hot_queries.register()
        announcing.register()
        figures.register_measures()
        letters.register_kinds()
        smoke.register_steps()
        panels.register(panels.Panel(permission="leads.view_booking", content=booked.calls))
        panels.register(panels.Panel(permission="leads.view_lead", content=today.new_leads))
        for content in (today.wrote_again, today.next_steps):
            panels.register(
                panels.Panel(permission="leads.view_lead", content=content, only_with_rows=True)
            )
        timeline.register("emails", history.emails)
        timeline.register("bookings", calls.calls)
        audit.watch("leads.fitquestion", "leads.fitsettings")
        schedule.register(
            "forget contacts that were not imported", keeping.forget_old, every=timedelta(hours=1)
        )
        schedule.register(
            "import contacts", keeping.go_on, every=keeping.EVERY, patience=keeping.PATIENCE
        )
        schedule.register("forget old bookings", prune.prune, every=prune.EVERY)
        # To answer people, and to say that they have been answered.
        roles.register(
            "leads",
            assistant=[
                "view_lead",
                "change_lead",
                "view_enquiry",
                "view_consent",
                "view_booking",
                "view_bookingtime",
            ],
        )
