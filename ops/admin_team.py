"""The people who work here, in the admin: who may enter, as what, and signing them out.

Django's own page of accounts lets whoever may change an account tick "superuser" on it, their own
included. Here there is a role, given by an Owner; flags, groups and single permissions are on no
form, and nobody's account is touched from below.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone

from ops import audit, roles, sessions
from ops.team_forms import LAST, NewPersonForm, PersonForm

User = get_user_model()
LIST = "admin:auth_user_changelist"
#: After so long without a sign-in, an account is a door nobody watches.
STALE = timedelta(days=90)


def stale(found: QuerySet[Any]) -> QuerySet[Any]:
    """Open accounts of the admin that nobody has signed in with for ``STALE``."""
    since = timezone.now() - STALE
    never = Q(last_login=None, date_joined__lt=since)
    return found.filter(Q(last_login__lt=since) | never, is_active=True, is_staff=True)


class StaleFilter(admin.SimpleListFilter):
    """What the launch check counts."""

    title = "last sign-in"
    parameter_name = "signed_in"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """One choice."""
        return [("stale", f"Not for {STALE.days} days")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those."""
        return stale(queryset) if self.value() == "stale" else queryset


# Whose address is proved and what opens an authenticator app is nobody's to read or write here: a
# lost second factor is put right by ``manage.py reset_second_factor``.
for own in (Group, User, EmailAddress, Authenticator):
    admin.site.unregister(own)


@admin.register(User)
class TeamAdmin(UserAdmin):
    """For Owners only, whatever else somebody was given."""

    form = PersonForm
    add_form = NewPersonForm
    change_list_template = "admin/team/list.html"
    list_display = ["person", "role", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active", StaleFilter]
    filter_horizontal = ()
    list_per_page = 50
    actions = ["sign_out"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password", "is_active"]}),
        ("What they may do", {"fields": ["role"]}),
        ("Who it is", {"fields": ["first_name", "last_name", "email"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "first_name", "last_name", "email"]}),
        ("What they may do", {"fields": ["role"]}),
        ("How they sign in", {"fields": ["usable_password", "password1", "password2"]}),
    ]

    @admin.display(description="person", ordering="email")
    def person(self, person: Any) -> str:
        """By name and address: what a visitor's account is called says nothing."""
        name, called = person.get_full_name(), person.email or person.get_username()
        return f"{name} ({called})" if name else called

    @admin.display(description="role", empty_value="")
    def role(self, person: Any) -> str:
        """In a word."""
        if person.is_superuser:
            return "Owner and superuser"
        return roles.role_of(person) or "No role" if person.is_staff else ""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Owners."""
        return roles.is_owner(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Owners."""
        return roles.is_owner(request.user) and super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Owners."""
        return roles.is_owner(request.user) and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Owners, and nobody above them. A password is changed by the same right."""
        if not roles.is_owner(request.user) or not super().has_change_permission(request, obj):
            return False
        return obj is None or roles.may_manage(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for a change; nobody deletes their own account from here."""
        if not roles.is_owner(request.user) or not super().has_delete_permission(request, obj):
            return False
        return obj is None or (obj != request.user and roles.may_manage(request.user, obj))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Whoever may not change an account is shown nothing about its password."""
        found = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return found
        return [(None, {"fields": ["username", "is_active"]}), *found[1:]]

    def get_actions(self, request: HttpRequest) -> Any:
        """Accounts are deleted one by one, each looked at."""
        found = super().get_actions(request)
        found.pop("delete_selected", None)
        return found

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What belongs to an account goes with it, whether or not it has a page here."""
        shown, counts, _needed, protected = super().get_deleted_objects(objs, request)
        return shown, counts, set(), protected

    def get_urls(self) -> list[URLPattern]:
        """The button before the admin's own, which would take its name for a key."""
        end = self.admin_site.admin_view(self.end_sessions)
        return [path("end-sessions/", end, name="auth_user_end_sessions"), *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """With what the role makes of it."""
        form.apply_role()
        super().save_model(request, obj, form, change)
        form.store_role()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Unless two Owners delete each other at the same moment."""
        if roles.is_last_owner(obj):
            raise PermissionDenied(LAST)
        super().delete_model(request, obj)

    def end_sessions(self, request: HttpRequest) -> HttpResponse:
        """Sign everybody out, whoever presses it included."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied
        audit.record(audit.Kind.SESSIONS_ENDED, request, about="everybody, everywhere")
        request.session.flush()
        sessions.end_all()
        return redirect("admin:index")

    @admin.action(description="Sign out on all their devices", permissions=["change"])
    def sign_out(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """The chosen people, except those above."""
        people = [one for one in queryset if roles.may_manage(request.user, one)]
        for person in people:
            audit.record(
                audit.Kind.SESSIONS_ENDED,
                request,
                object=person,
                about=person.get_username() if person.is_staff else "",
            )
        ended = sum(sessions.end_of(person) for person in people)
        self.message_user(request, f"Signed out: {len(people)}. Sessions ended: {ended}.")
        if skipped := len(queryset) - len(people):
            self.message_user(
                request, f"Not signed out, being above you: {skipped}.", messages.WARNING
            )
