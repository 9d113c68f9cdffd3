"""Webhooks in the admin: addresses with their secret and a test; the log with "deliver again"."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ops.lists import Bounded
from ops.models import WebhookDelivery, WebhookEndpoint
from ops.recorded import Recorded
from ops.webhook_forms import WebhookForm
from ops.webhooks.events import announce_test


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(admin.ModelAdmin):
    """For Owners: details of people leave by them."""

    form = WebhookForm
    change_form_template = "admin/webhooks/change.html"
    list_display = ["name", "is_active", "told_of", "state"]
    fields = ["name", "url", "events", "is_active", "state", "key"]
    readonly_fields = ["state", "key"]

    @admin.display(description="told of")
    def told_of(self, endpoint: WebhookEndpoint) -> str:
        """In a word."""
        return ", ".join(endpoint.events) or "everything"

    @admin.display(description="how it goes")
    def state(self, endpoint: WebhookEndpoint) -> str:
        """What was seen last."""
        if endpoint.switched_off:
            return f"Switched off after three days without success. {endpoint.switched_off}"
        if endpoint.failing_since:
            last = endpoint.deliveries.exclude(last_error="").order_by("-next_attempt_at").first()
            return (
                f"Failing since {endpoint.failing_since:%d %B, %H:%M} UTC. "
                f"{last.last_error if last else ''} It is tried again by itself."
            )
        if endpoint.pk and endpoint.deliveries.filter(delivered_at__isnull=False).exists():
            return "Works."
        return "Nothing has been delivered yet. Send a test."

    @admin.display(description="secret")
    def key(self, endpoint: WebhookEndpoint) -> SafeString | str:
        """By which the other tool knows that it is us; folded, for screens that others see."""
        if not endpoint.pk:
            return "Shown here when you have saved."
        found = endpoint.secrets()
        if not found:
            return "It cannot be read any more. Make a new one."
        return format_html("<details><summary>Show it</summary><code>{}</code></details>", found[0])

    def get_urls(self) -> list[URLPattern]:
        """Three buttons beside Django's own pages."""
        wrap = self.admin_site.admin_view
        own = [
            path(f"<int:pk>/{name}/", wrap(view), name=f"ops_webhookendpoint_{name}")
            for name, view in (
                ("test", self.test), ("secret", self.secret), ("missed", self.missed),
            )
        ]  # fmt: skip
        return [*own, *super().get_urls()]

    def test(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send a test now and say what came of it."""
        endpoint = self._posted(request, pk)
        if not isinstance(endpoint, WebhookEndpoint):
            return endpoint
        from ops.webhooks.deliver import deliver  # Late: it brings the library that asks DNS.

        row = announce_test(endpoint)
        # One try: whoever looks at it sees the result and tries again by hand.
        if row.take() and deliver(row):
            self.message_user(request, "The test arrived.", messages.SUCCESS)
        else:
            row.refresh_from_db()
            self.message_user(request, f"The test did not arrive. {row.last_error}", messages.ERROR)
            row.delete()
        return self._back(endpoint)

    def secret(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make a new secret."""
        endpoint = self._posted(request, pk)
        if not isinstance(endpoint, WebhookEndpoint):
            return endpoint
        endpoint.change_secret()
        self.log_change(request, endpoint, "New secret.")
        self.message_user(
            request,
            "There is a new secret. Enter it in the other tool within two days; until then both "
            "are good.",
        )
        return self._back(endpoint)

    def missed(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Switch it on and deliver what it missed."""
        endpoint = self._posted(request, pk)
        if not isinstance(endpoint, WebhookEndpoint):
            return endpoint
        count = endpoint.switch_on()
        self.log_change(request, endpoint, "Switched on, and what was missed delivered.")
        follow = "1 delivery follows" if count == 1 else f"{count} deliveries follow"
        self.message_user(request, f"It is switched on. {follow} within the next minutes.")
        return self._back(endpoint)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """With all that was delivered, which nobody deletes alone."""
        listed, counts, needed, protected = super().get_deleted_objects(objs, request)
        return listed, counts, needed - {str(WebhookDelivery._meta.verbose_name)}, protected

    def save_model(
        self, request: HttpRequest, obj: WebhookEndpoint, form: Any, change: Any
    ) -> None:
        """Whoever ticks "switched on" has put it right."""
        if "is_active" in form.changed_data and obj.is_active:
            obj.switched_off, obj.failing_since = "", None
        super().save_model(request, obj, form, change)

    def _posted(self, request: HttpRequest, pk: int) -> WebhookEndpoint | HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied
        found = WebhookEndpoint.objects.filter(pk=pk).first()
        if found is None:
            raise Http404("There is no such webhook; it may have been deleted.")
        return found

    def _back(self, endpoint: WebhookEndpoint) -> HttpResponse:
        return redirect("admin:ops_webhookendpoint_change", endpoint.pk)


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(Bounded, Recorded, admin.ModelAdmin):
    """Read only, but for trying again."""

    change_form_template = "admin/webhooks/delivery.html"
    list_display = ["created_at", "event", "endpoint", "state", "attempts", "last_error"]
    list_filter = ["state", "event", "endpoint"]
    list_select_related = ["endpoint"]
    search_fields = ["event_id", "about"]
    fields = [
        "event_id", "event", "to", "state", "attempts", "next_attempt_at", "last_status",
        "last_error", "created_at", "delivered_at", "body",
    ]  # fmt: skip
    actions = ["deliver_again"]

    @admin.display(description="webhook")
    def to(self, row: WebhookDelivery) -> SafeString:
        """Its page."""
        address = reverse("admin:ops_webhookendpoint_change", args=[row.endpoint_id])
        return format_html('<a href="{}">{}</a>', address, row.endpoint.name)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was told stays as it was told."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It goes by itself, after a month."""
        return False

    @admin.action(description="Deliver again, with the same id", permissions=["view"])
    def deliver_again(self, request: HttpRequest, queryset: QuerySet[WebhookDelivery]) -> None:
        """Also what was delivered: the other tool knows a copy by its id."""
        rows = list(queryset.exclude(state=WebhookDelivery.State.SENDING))
        for row in rows:
            row.again()
        self.message_user(request, f"{len(rows)} will be delivered within a minute.")
