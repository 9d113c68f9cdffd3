"""Who wants their data deleted: what is kept about them, and the button that deletes it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chatbot import erasure
from chatbot.models import ErasureRequest
from chatbot.unanswered import masked, shortened
from ops import audit
from ops.privacy.erase import NotTheirs
from ops.privacy.words import counted
from ops.recorded import RecordedPage

LIST = "admin:chatbot_erasurerequest_changelist"


@admin.register(ErasureRequest)
class ErasureRequestAdmin(RecordedPage, admin.ModelAdmin):
    """Requests, the newest first; a page of each instead of a form."""

    page_template = "admin/chatbot/erasure.html"
    missing = "There is no such request."
    list_display = ["who", "asked_at", "times", "done_at", "is_test"]
    list_display_links = ["who"]
    list_filter = [("done_at", admin.EmptyFieldListFilter), "is_test"]
    list_select_related = ["asked_in"]
    fields = ["address", "asked_at", "times", "done_at", "is_test"]

    @admin.display(description="who")
    def who(self, found: ErasureRequest) -> str:
        """Their address, else what they wrote."""
        return name_of(found)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The proof that it was done stays."""
        return False

    def has_erase_permission(self, request: HttpRequest) -> bool:
        """Whoever may delete both conversations and leads."""
        needed = ("chatbot.change_erasurerequest", "chatbot.delete_conversation")
        return request.user.has_perms((*needed, "leads.delete_lead"))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What is kept about the person, and what can be done; a POST does it."""
        if request.method == "POST":
            return self._decided(request, self.record_of(request, object_id))
        return super().change_view(request, object_id, form_url, extra_context)

    def page(self, request: HttpRequest, record: ErasureRequest) -> dict[str, Any]:
        """What is kept about the person, and what can be done."""
        return {
            "title": str(record),
            "found": record,
            "who": name_of(record),
            "kept": kept(record),
            "may_erase": not record.done_at and self.has_erase_permission(request),
        }

    def _decided(self, request: HttpRequest, found: ErasureRequest) -> HttpResponse:
        if not self.has_erase_permission(request):
            raise PermissionDenied
        if found.done_at:
            self.message_user(request, "This was settled before.", messages.WARNING)
        elif "erase" in request.POST:
            self._erase(request, found)
        elif "settle" in request.POST:
            with transaction.atomic():
                found.settle()
                audit.record(
                    audit.Kind.ERASURE, request, object=found, about="settled, none deleted"
                )
            self.log_change(request, found, "Settled without deleting.")
            self.message_user(request, "Settled. Nothing was deleted.")
        return HttpResponseRedirect(reverse(LIST))

    def _erase(self, request: HttpRequest, found: ErasureRequest) -> None:
        try:
            more = erasure.carry_out(found, request)
        except NotTheirs as error:
            self.message_user(request, str(error), messages.ERROR)
            return
        audit.record(audit.Kind.ERASURE, request, object=found, about="deletion begun")
        self.log_change(request, found, "Began to delete what is kept about the person.")
        if not more:
            self.message_user(request, "Done: the conversation is deleted.")
            return
        self.message_user(
            request,
            "Everything about this person is being deleted, and every table is searched "
            "afterwards. That takes a minute or two; you need not wait. What came of it is listed "
            "under Personal data, and you get an email if something of them is left.",
        )


def name_of(found: ErasureRequest) -> str:
    """How a request is listed: the address, else the visitor's words, else its number."""
    if found.address:
        return found.address
    return (shortened(masked(found.asked_in.text)) if found.asked_in else "") or str(found)


def kept(found: ErasureRequest) -> list[str]:
    """``1 lead``, ``2 conversations``."""
    if found.done_at:
        return []
    counts = erasure.held(found)
    return [counted(name, count) for name, count in counts.items() if name != "deletion_requests"]
