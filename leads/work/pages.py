"""The pages around a lead: its history, notes, the board, and merging two that are one person."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from leads import timeline
from leads.fit import score
from leads.models import Lead, LeadMerge
from leads.sender import today
from leads.work import board, changing, finding, history, merging, notes
from ops import audit
from ops.outbox.history import left_alone
from ops.panels import dialled
from ops.zone import founders

LIST, PAGE, BOARD = (
    "admin:leads_lead_changelist", "admin:leads_lead_change", "admin:leads_lead_board",
)  # fmt: skip
MERGE = "admin:leads_lead_merge"
#: Leads that a search for the same person shows.
FOUND = 20


class WorkPages:
    """Adds them to the admin of the leads."""

    admin_site: Any
    opts: Any
    change_form_template: Any = "admin/leads/lead.html"
    change_list_template: Any = "admin/leads/list.html"

    def get_urls(self) -> list[URLPattern]:
        """Before the admin's own, which would take their names for a lead's key."""
        protected, name = self.admin_site.admin_view, "leads_lead"
        others: list[URLPattern] = super().get_urls()  # type: ignore[misc]
        return [
            path("board/", protected(self.board_view), name=f"{name}_board"),
            path("board/move/", protected(self.move_view), name=f"{name}_move"),
            path("<uuid:key>/note/", protected(self.note_view), name=f"{name}_note"),
            path("<uuid:key>/merge/", protected(self.merge_view), name=f"{name}_merge"),
            path(
                "<uuid:key>/unmerge/<int:merge>/",
                protected(self.unmerge_view),
                name=f"{name}_unmerge",
            ),
            *others,
        ]

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """Read once for a page; who changes something reads it anew."""
        known: Any = getattr(request, "_lead", None)
        if request.method != "GET" or known is None or str(known.pk) != str(object_id):
            known = super().get_object(request, object_id, from_field)  # type: ignore[misc]
            request._lead = known  # type: ignore[attr-defined]
        return known

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form, and below it everything that happened."""
        more = dict(extra_context or {})
        lead: Lead | None = self.get_object(request, object_id)
        if lead is not None and self.has_view_permission(request, lead):  # type: ignore[attr-defined]
            more |= self._beside(request, lead)
        shown: HttpResponse = super().change_view(request, object_id, form_url, more)  # type: ignore[misc]
        return shown

    def _beside(self, request: HttpRequest, lead: Lead) -> dict[str, Any]:
        prefetch_related_objects([lead], "bookings")
        zone = founders().key
        request._zone = zone  # type: ignore[attr-defined]
        rows = history.rows_of(lead)
        others = history.addresses_in(rows)
        person = timeline.Person(
            lead_id=lead.pk,
            addresses=(lead.email, *others),
            conversation_ids=history.conversations_in(rows),
            bookings=list(lead.bookings.all()),
            zone=zone,
            is_test=lead.is_test,
        )
        entries = timeline.entries(person, history.entries_of(rows))
        answers = history.answers_in(rows)
        return {
            "title": str(lead),
            "subtitle": None,
            "other_addresses": others,
            "zone": zone,
            "left_alone": left_alone(*person.addresses),
            "entries": [
                (entry, not entry.permission or request.user.has_perm(entry.permission))
                for entry in entries
            ],
            "answers": answers,
            "fit": str(score.of(answers)) if answers else "",
            "due": board.due_of(lead, today(zone)) if lead.next_step_on else "",
            "note_id": uuid.uuid4(),
            "tel": dialled(lead.phone),
            "may_merge": self._may_merge(request),
        }

    def note_view(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        """Add a note."""
        lead = self._for_change(request, key)
        if isinstance(lead, HttpResponse):
            return lead
        try:
            sent_id = uuid.UUID(request.POST.get("sent_id", ""))
        except ValueError:
            sent_id = uuid.uuid4()
        try:
            notes.add(lead, request.POST.get("text", ""), by=request.user, sent_id=sent_id)
        except notes.BadNote as error:
            messages.error(request, str(error))
        return redirect(f"{reverse(PAGE, args=[lead.pk])}#history")

    def board_view(self, request: HttpRequest) -> HttpResponse:
        """Everybody, in a column for each status."""
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        mine = request.GET.get("mine") == "1"
        context = {
            **self.admin_site.each_context(request),
            "title": "Board",
            "opts": self.opts,
            "columns": board.columns(owner=request.user if mine else None),
            "mine": mine,
            "may_move": self.has_change_permission(request),  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/leads/board.html", context)

    def move_view(self, request: HttpRequest) -> HttpResponse:
        """Put somebody into another column, if they are still where they were seen."""
        try:
            key = uuid.UUID(request.POST.get("lead", ""))
        except ValueError:
            key = uuid.UUID(int=0)
        lead = self._for_change(request, key, missing=BOARD)
        if isinstance(lead, HttpResponse):
            return lead
        wanted, seen = request.POST.get("to", ""), request.POST.get("seen", "")
        back = reverse(BOARD) + ("?mine=1" if request.POST.get("mine") else "")
        if wanted not in Lead.Status.values:
            messages.error(request, "There is no such column. Choose one of those on the board.")
            return redirect(back)
        try:
            changing.change(
                lead.pk, {"status": wanted}, by=request.user,
                seen={"status": seen} if seen else None,
            )  # fmt: skip
        except changing.Clashed as error:
            clash = error.clashes["status"]
            messages.warning(
                request,
                f"{lead} stays in {clash.theirs}: {clash.who or 'somebody'} moved them there "
                "while you had the board open.",
            )
        except Lead.DoesNotExist:
            messages.warning(request, GONE)
        return redirect(f"{back}#lead-{lead.pk}")

    def merge_view(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        """Find the other one, look at both, say which stays."""
        if not self._may_merge(request):
            raise PermissionDenied
        lead = self.get_object(request, str(key))
        if lead is None:
            raise Http404("There is no such lead; it may have been merged or deleted.")
        other = None
        if request.method == "POST":
            other = self._other(request)
            if other is not None and request.POST.get("stays"):
                done = self._merge(request, lead, other)
                if done is not None:
                    return done
        words = request.POST.get("words", "").strip()
        context = {
            **self.admin_site.each_context(request),
            "title": f"{lead}: the same person as somebody else?",
            "opts": self.opts,
            "lead": lead,
            "other": other,
            "both": [_side(lead), _side(other)] if other else [],
            "words": words,
            "found": self._found(request, lead, words) if words and not other else None,
            "likely": merging.likely(lead) if not other and not words else [],
            "merges": LeadMerge.objects.filter(lead=lead, undone_at=None),
        }
        return TemplateResponse(request, "admin/leads/merge.html", context)

    def unmerge_view(self, request: HttpRequest, key: uuid.UUID, merge: int) -> HttpResponse:
        """Make two of them again."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self._may_merge(request):
            raise PermissionDenied
        found = LeadMerge.objects.filter(pk=merge, lead=key).first()
        if found is None:
            raise Http404("There is no such merge.")
        try:
            back = merging.undo(found.pk, by=request.user)
        except merging.CannotMerge as error:
            messages.error(request, str(error))
            return redirect(PAGE, key)
        audit.record(audit.Kind.MERGE, request, object=back, about="made a lead of its own again")
        messages.success(request, "They are two people again. What came in since stays here.")
        return redirect(PAGE, key)

    def _merge(self, request: HttpRequest, lead: Lead, other: Lead) -> HttpResponse | None:
        stays, goes = (lead, other) if request.POST["stays"] == str(lead.pk) else (other, lead)
        try:
            merging.merge(stays.pk, goes.pk, by=request.user)
        except merging.CannotMerge as error:
            messages.error(request, str(error))
            return None
        except Lead.DoesNotExist:
            messages.warning(request, GONE)
            return redirect(LIST)
        audit.record(audit.Kind.MERGE, request, object=stays, about=f"took in lead {goes.pk}")
        messages.success(
            request,
            "They are one person now. Everything is here, and mail to either address belongs "
            "here. Under “Same person as somebody else?” it can be taken back.",
        )
        return redirect(PAGE, stays.pk)

    def _other(self, request: HttpRequest) -> Lead | None:
        try:
            key = str(uuid.UUID(request.POST.get("other", "")))
        except ValueError:
            return None
        other: Lead | None = self.get_object(request, key)
        return other

    def _found(self, request: HttpRequest, lead: Lead, words: str) -> list[Lead]:
        everybody = self.get_queryset(request)  # type: ignore[attr-defined]
        return list(finding.matching(everybody, words).exclude(pk=lead.pk)[:FOUND])

    def _may_merge(self, request: HttpRequest) -> bool:
        """As for deleting: one of the two rows goes."""
        return request.user.has_perms(("leads.change_lead", "leads.delete_lead"))

    def _for_change(
        self, request: HttpRequest, key: uuid.UUID, missing: str = LIST
    ) -> Lead | HttpResponse:
        """The lead of a POST by somebody who may change it, or what to answer instead."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        lead: Lead | None = self.get_object(request, str(key))
        if lead is None:
            messages.warning(request, GONE)
            return redirect(missing)
        return lead


GONE = "This lead was merged or deleted meanwhile. Nothing was changed."


def _side(lead: Lead) -> dict[str, Any]:
    """One of two as the page compares them."""
    return {
        "lead": lead,
        "enquiries": lead.enquiries.count(),
        "notes": lead.notes.count(),
        "tags": ", ".join(tag.name for tag in lead.tags.all()),
    }
