"""Ties the leads into the registries of the ground floor."""

from __future__ import annotations

from django.apps import AppConfig


class LeadsConfig(AppConfig):
    """People who left their details."""

    name = "leads"
    verbose_name = "Leads"

    def ready(self) -> None:
        """Register the admin panel and the handlers of personal data."""
        from leads import hot_queries, personal_data, smoke, today
        from ops import panels, privacy, roles

        privacy.register("leads", export=personal_data.export, erase=personal_data.erase)
        hot_queries.register()
        smoke.register_steps()
        panels.register(panels.Panel(permission="leads.view_lead", content=today.new_leads))
        # To answer people, and to say that they have been answered.
        roles.register(
            "leads", assistant=["view_lead", "change_lead", "view_enquiry", "view_consent"]
        )
