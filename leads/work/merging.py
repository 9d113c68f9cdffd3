"""Two leads that are one person become one, and two again if that was a mistake.

Every row that points at the lead that goes is moved, whichever room made its table: nothing is
deleted but the row of the lead itself, and that is kept whole in the ``LeadMerge``.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from leads import announcing
from leads.fit import score
from leads.models import Lead, LeadAddress, LeadEvent, LeadMerge, Tag
from leads.work.changing import name_of

#: What the row that stays takes from the other where it has nothing itself.
_FILLED = ("name", "phone", "owner_id", "next_step", "next_step_on", "wrote_again_at",
           "confirmation_queued_at")  # fmt: skip


class CannotMerge(ValueError):
    """These two cannot be one, or not two again; the message says why."""


def relations() -> Iterator[Any]:
    """Every foreign key to a lead, of every room."""
    for relation in Lead._meta.get_fields(include_hidden=True):
        points = relation.auto_created and relation.one_to_many
        model: Any = relation.related_model
        if points and not model._meta.auto_created:
            yield relation


def merge(stays_id: uuid.UUID, goes_id: uuid.UUID, *, by: Any) -> LeadMerge:
    """Move everything of one lead to the other, and keep what undoes it.

    Raises ``CannotMerge`` and ``Lead.DoesNotExist``; both rows are locked in one order, so that
    two who merge the same pair the two ways round do not wait for each other.
    """
    if stays_id == goes_id:
        raise CannotMerge("That is the same lead. Choose another one.")
    with transaction.atomic():
        both = {
            lead.pk: lead
            for lead in Lead.objects.select_for_update()
            .filter(pk__in=(stays_id, goes_id))
            .order_by("pk")
        }
        if len(both) < 2:
            raise Lead.DoesNotExist
        stays, goes = both[stays_id], both[goes_id]
        if stays.is_test != goes.is_test:
            raise CannotMerge("One of them is a test. A test and a person are never one.")
        before, gone = _plain(stays), _plain(goes)
        moved = _move(goes, stays)
        stays.tags.add(*gone["tags"])
        goes.tags.clear()
        found = LeadMerge.objects.create(
            lead=stays, gone_id=goes.pk, gone=gone, kept=before, moved=moved, by_name=name_of(by)
        )
        # Past the signal that tells others of an erasure: nobody is erased.
        Lead.objects.filter(pk=goes.pk)._raw_delete(Lead.objects.db)
        extra = LeadAddress.objects.create(lead=stays, email=goes.email, email_key=goes.email_key)
        found.moved["leads.leadaddress.new"] = [extra.pk]
        found.save(update_fields=["moved"])
        _fill(stays, goes)
        LeadEvent.objects.create(
            lead=stays, field="merged", before=_called(goes), after=str(found.pk), by=by,
            by_name=name_of(by),
        )  # fmt: skip
        announcing.merged(stays, goes.pk)
    return found


def undo(merge_id: int, *, by: Any) -> Lead:
    """Make two leads again; returns the one that comes back. Raises ``CannotMerge``.

    What came in since stays where it is, and so does what was typed since.
    """
    with transaction.atomic():
        found = LeadMerge.objects.select_for_update().filter(pk=merge_id).first()
        if found is None or found.undone_at is not None:
            raise CannotMerge("This was taken back already.")
        stays = Lead.objects.select_for_update().get(pk=found.lead_id)
        LeadAddress.objects.filter(pk__in=found.moved.get("leads.leadaddress.new", ())).delete()
        key = found.gone["email_key"]
        if Lead.objects.at(key).exists():
            raise CannotMerge(
                "Somebody has left that address again since, as a lead of its own. Merge that one "
                "instead."
            )
        back = _row_of(found.gone)
        back.save(force_insert=True)
        for relation in relations():
            keys = found.moved.get(relation.related_model._meta.label_lower, ())
            name = relation.field.name
            rows = relation.related_model._base_manager.filter(pk__in=keys, **{name: stays.pk})
            rows.update(**{name: back.pk})
        _give_back(stays, found)
        back.tags.set(Tag.objects.filter(pk__in=found.gone["tags"]))
        for lead in (stays, back):
            score.renew(lead.pk)
            LeadEvent.objects.create(lead=lead, field="unmerged", by=by, by_name=name_of(by))
        # Two people again: neither's history holds the other's name and address.
        LeadEvent.objects.filter(field="merged", after=str(found.pk)).update(before="another lead")
        found.undone_at, found.gone, found.kept, found.moved = timezone.now(), {}, {}, {}
        found.save()
        announcing.changed(stays)
        announcing.unmerged(back)
    return back


def _move(goes: Lead, stays: Lead) -> dict[str, list[Any]]:
    moved: dict[str, list[Any]] = {}
    for relation in relations():
        model, name = relation.related_model, relation.field.name
        rows = model._base_manager.filter(**{name: goes.pk})
        keys = [
            str(key) if isinstance(key, uuid.UUID) else key
            for key in rows.values_list("pk", flat=True)
        ]
        if keys:
            moved[model._meta.label_lower] = keys
            rows.update(**{name: stays.pk})
    return moved


def _plain(lead: Lead) -> dict[str, Any]:
    """A row as JSON can hold it, to the microsecond, with its tags."""
    plain: dict[str, Any] = {"tags": list(lead.tags.values_list("pk", flat=True))}
    for field in lead._meta.concrete_fields:
        value = getattr(lead, field.attname)
        if isinstance(value, date):
            value = value.isoformat()
        plain[field.attname] = str(value) if isinstance(value, uuid.UUID) else value
    return plain


def _row_of(plain: Mapping[str, Any]) -> Lead:
    """The opposite; an owner whose account is gone is nobody."""
    lead = Lead()
    for field in Lead._meta.concrete_fields:
        if field.attname in plain:
            setattr(lead, field.attname, field.to_python(plain[field.attname]))
    owner = Lead._meta.get_field("owner").related_model
    if lead.owner_id and not owner._default_manager.filter(pk=lead.owner_id).exists():  # type: ignore[union-attr]
        lead.owner_id = None
    return lead


def _fill(stays: Lead, goes: Lead) -> None:
    """Blanks are filled; who came first is where they first came from."""
    for name in _FILLED:
        if not getattr(stays, name):
            setattr(stays, name, getattr(goes, name))
    if goes.created_at < stays.created_at:
        stays.created_at, stays.first_touch = goes.created_at, goes.first_touch
    elif goes.last_touch and not stays.last_touch:
        stays.last_touch = goes.last_touch
    stays.save()
    score.renew(stays.pk)


def _give_back(stays: Lead, found: LeadMerge) -> None:
    """Values that were filled from the other, and were not typed over since, go again."""
    before, gone = _row_of(found.kept), _row_of(found.gone)
    for name in (*_FILLED, "created_at", "first_touch", "last_touch"):
        if getattr(stays, name) == getattr(gone, name) != getattr(before, name):
            setattr(stays, name, getattr(before, name))
    stays.save()
    had = set(found.kept["tags"])
    stays.tags.remove(*Tag.objects.filter(pk__in=set(found.gone["tags"]) - had))


def _called(lead: Lead) -> str:
    return f"{lead.name} ({lead.email})" if lead.name else lead.email


class Likely(models.TextChoices):
    """Why two might be one."""

    PHONE = "phone", "the same phone number"
    NAME = "name", "the same name"
    CHAT = "chat", "in the same conversation"


def likely(lead: Lead, most: int = 10) -> list[tuple[Lead, str]]:
    """Leads that may be the same person, each with the reason; at most three queries."""
    others = Lead.objects.filter(is_test=lead.is_test).exclude(pk=lead.pk)
    found: dict[uuid.UUID, tuple[Lead, str]] = {}
    talks = lead.enquiries.exclude(conversation_id="").values("conversation_id")
    for why, wanted in (
        (Likely.CHAT, models.Q(enquiries__conversation_id__in=talks)),
        (Likely.PHONE, models.Q(phone=lead.phone) if lead.phone else None),
        (Likely.NAME, models.Q(name__iexact=lead.name) if lead.name else None),
    ):
        if wanted is not None:
            for other in others.filter(wanted).distinct()[:most]:
                found.setdefault(other.pk, (other, str(why.label)))
    return list(found.values())[:most]
