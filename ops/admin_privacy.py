"""Personal data in the admin: one person's given out or deleted; how long everything is kept.

For Owners alone, after a fresh sign-in. An address travels in forms and never in an address bar.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from ops import audit, roles
from ops.privacy import archive, erase, pending, retention
from ops.privacy.rows import DataDeed, PendingErasure, RetentionPeriod
from ops.recorded import Recorded

#: How long one that could not be done stands above the list.
NOT_DONE_SHOWN = timedelta(days=7)
LIST, PERIODS = "admin:ops_datadeed_changelist", "admin:ops_retentionperiod_changelist"


class ForOwners:
    """Nobody else sees that it is there."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Owners."""
        return roles.is_owner(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Owners."""
        return roles.is_owner(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows come from what happens."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They go with their time."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody types one."""
        return False


@admin.register(DataDeed)
class DataDeedAdmin(ForOwners, Recorded, admin.ModelAdmin):
    """What was given out and deleted, under the form that does it."""

    change_list_template = "admin/privacy/list.html"
    list_display = ["at", "what", "via", "counted", "left_over"]
    list_filter = ["what", "via"]
    list_per_page = 50
    list_max_show_all = 50
    show_full_result_count = False
    actions = None
    fields = ["at", "what", "via", "counted", "left_over", "is_test"]

    @admin.display(description="how much")
    def counted(self, deed: DataDeed) -> str:
        """By kind."""
        return ", ".join(erase.in_lines(deed.counts)) or "nothing was kept"

    @admin.display(description="still there afterwards")
    def left_over(self, deed: DataDeed) -> str:
        """Where, if anywhere."""
        places = [f"{one['where']} {one['key']} {one['field']}".strip() for one in deed.left]
        return "; ".join(dict.fromkeys(places)) or "nothing"

    def get_urls(self) -> list[URLPattern]:
        """The form before the admin's own pages."""
        person = self.admin_site.admin_view(self.person)
        return [path("person/", person, name="ops_datadeed_person"), *super().get_urls()]

    def person(self, request: HttpRequest) -> HttpResponse:
        """Look for an address, then give everything out or delete it; a GET shows the form."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found: dict[str, Any] = {}
        if request.method == "POST":
            try:
                address = erase.judged(request.POST.get("email", ""))
            except erase.NotTheirs as error:
                found = {"email": request.POST.get("email", "")[:254], "problem": str(error)}
            else:
                step = request.POST.get("step", "look")
                if step == "export":
                    return _given_out(request, address)
                if step == "erase" and request.POST.get("sure") == "on":
                    return self._erased(request, address)
                found = _looked(address, unsure=step == "erase")
        context = {
            **self.admin_site.each_context(request), "opts": self.opts,
            "title": "One person's data", **found,
        }  # fmt: skip
        return TemplateResponse(
            request, "admin/privacy/person.html", context,
            status=422 if found.get("problem") or found.get("unsure") else 200,
        )  # fmt: skip

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With what is under way above it."""
        more = {"under_way": _under_way() if self.has_view_permission(request) else []}
        return super().changelist_view(request, {**(extra_context or {}), **more})

    def _erased(self, request: HttpRequest, address: str) -> HttpResponse:
        pending.ask(address, via=DataDeed.Via.ADMIN, by=request)
        messages.success(
            request,
            "Everything about this person is being deleted, and every table is searched "
            "afterwards. That takes a minute or two; you need not wait. Load this page again to "
            "see what came of it. You get an email if something of them is left.",
        )
        return redirect(LIST)


def _under_way() -> list[tuple[PendingErasure, str]]:
    """Deletions that are not done, and those of the last days that could not be, with words."""
    lately = timezone.now() - NOT_DONE_SHOWN
    rows = PendingErasure.objects.filter(Q(done_at=None) | Q(done_at__gte=lately) & ~Q(problem=""))
    return [(row, row.problem or "is being deleted") for row in rows[:50]]


def _looked(address: str, *, unsure: bool) -> dict[str, Any]:
    before = erase.deeds_of(address).filter(what=DataDeed.What.ERASE).first()
    return {
        "email": address,
        "looked": True,
        "kept": erase.in_lines(erase.held(address)),
        "before": before,
        "unsure": unsure,
    }


def _given_out(request: HttpRequest, address: str) -> HttpResponse:
    data = archive.gathered(address)
    counts = {name: len(rows) for name, rows in data.items()}
    erase.write_export_down(address, via=DataDeed.Via.ADMIN, by=request, counts=counts)
    response = HttpResponse(archive.as_zip(address, data), content_type="application/zip")
    name = f"personal-data-{timezone.now():%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class PeriodsForm(forms.Form):
    """Days of each rule that may be changed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for rule in retention.rules().values():
            if rule.may_be_changed:
                self.fields[rule.name] = forms.IntegerField(
                    label=rule.what.capitalize(),
                    min_value=rule.least,
                    max_value=rule.most,
                    help_text=f"Days after {rule.since}; {rule.least} to {rule.most}. "
                    f"Ours: {rule.days}.",
                )


@admin.register(RetentionPeriod)
class RetentionPeriodAdmin(ForOwners, admin.ModelAdmin):
    """One page of all of them."""

    actions = None

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, with a field for each period that is the Owner's to choose."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rules = retention.rules().values()
        now = retention.now_in_force()
        form = PeriodsForm(request.POST if request.method == "POST" else None, initial=now)
        if request.method == "POST" and form.is_valid():
            changed = _keep(form.cleaned_data, now)
            if changed:
                about = f"how long data is kept: {', '.join(changed)}"
                audit.record(
                    audit.Kind.SETTINGS, request, object="ops.retentionperiod", about=about
                )
                messages.success(
                    request, "The periods are kept. They count from the next night on."
                )
            return redirect(PERIODS)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "How long data is kept",
            "form": form,
            "fixed": [(rule.what, rule.words(rule.days), rule.how) for rule in rules
                      if not rule.may_be_changed],
        }  # fmt: skip
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/privacy/periods.html", context, status=status)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """There is one page for all."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect(PERIODS)


def _keep(chosen: dict[str, int], before: dict[str, int | None]) -> list[str]:
    """Store what is another than before; a period like ours needs no row."""
    changed = [name for name, days in chosen.items() if before.get(name) != days]
    with transaction.atomic():
        for name in changed:
            if chosen[name] == retention.rules()[name].days:
                RetentionPeriod.objects.filter(name=name).delete()
            else:
                RetentionPeriod.objects.update_or_create(name=name, defaults={"days": chosen[name]})
    return changed
