"""The forms of the people who work here: a role instead of flags, groups and permissions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm

from ops import roles

SUPERUSER = "superuser"
NOBODY = ""
ROLES = [
    (
        roles.ASSISTANT,
        "Assistant: answers people. Reads conversations, unanswered questions and leads, writes "
        "new answers and marks leads as contacted. Changes no setting, deletes nothing, takes "
        "nothing out.",
    ),
    (roles.OWNER, "Owner: may do everything, and decides who else works here."),
    (NOBODY, "None: cannot enter the admin."),
]
KEEP = (SUPERUSER, "Owner and superuser, as made on the command line.")
LAST = (
    "This is the last Owner. Make somebody else an Owner first, or nobody could change anything "
    "any more."
)


def role_field() -> forms.ChoiceField:
    """What they may do; nothing is chosen for the founder."""
    return forms.ChoiceField(
        label="Role", choices=ROLES, required=False, widget=forms.RadioSelect, initial=NOBODY
    )


class WithRole(forms.ModelForm):
    """Turns the role into Django's flags, and the group once the account is stored."""

    def apply_role(self) -> None:
        """Before saving: whether they may enter the admin at all."""
        chosen = self.cleaned_data["role"]
        self.instance.is_staff = chosen != NOBODY
        if chosen != SUPERUSER:
            self.instance.is_superuser = False

    def store_role(self) -> None:
        """After saving: the group."""
        chosen = self.cleaned_data["role"]
        roles.set_role(self.instance, roles.OWNER if chosen == SUPERUSER else chosen)


class NewPersonForm(AdminUserCreationForm, WithRole):
    """A new account; with a role it is complete."""

    role = role_field()

    class Meta:
        model = get_user_model()
        fields = ["username", "first_name", "last_name", "email"]


class PersonForm(UserChangeForm, WithRole):
    """An account that is there."""

    role = role_field()

    class Meta:
        model = get_user_model()
        fields = ["username", "password", "first_name", "last_name", "email", "is_active"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        role: Any = self.fields.get("role")
        if role is None:
            return
        if self.instance.is_superuser:
            role.choices = [KEEP, *ROLES]
            role.initial = SUPERUSER
        else:
            role.initial = roles.role_of(self.instance) if self.instance.is_staff else NOBODY

    def clean(self) -> dict[str, Any]:
        """One Owner stays."""
        data: dict[str, Any] = super().clean() or {}
        stays = data.get("role") in (roles.OWNER, SUPERUSER) and data.get("is_active")
        if not stays and roles.is_last_owner(self.instance):
            self.add_error("role" if data.get("is_active") else "is_active", LAST)
        return data
