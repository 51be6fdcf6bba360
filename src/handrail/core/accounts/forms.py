"""What administrators fill in, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from handrail.core.access.domain.roles import Role, roles
from handrail.core.accounts.domain.granting import Term
from handrail.core.accounts.queries import Branch


class UnitChoice(forms.ChoiceField):
    """One of the units that the administrator may name, drawn as a tree."""

    def offer(self, branches: Sequence[Branch]) -> None:
        self.choices = [(str(branch.unit.id), branch.indented) for branch in branches]
        self.units = {str(branch.unit.id): branch.unit for branch in branches}

    def clean(self, value: Any) -> Any:
        return self.units[super().clean(value)]


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )


def _role_words(role: Role) -> SafeString:
    # The words are data (access/data/roles.yaml); a catalogue of a language may hold them.
    return format_html('<span>{}<span class="hint">{}</span></span>', gettext(role.name), gettext(role.says))


class AccountForm(forms.Form):
    """A new account, without a role."""

    username = forms.CharField(
        label=_("User name"),
        max_length=80,
        help_text=_("Small letters and digits. It stays for good, so choose one that fits for years."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    display_name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("As colleagues know this person."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    unit = UnitChoice(label=_("Unit"), help_text=_("Where this person works."))

    def __init__(self, *args: Any, branches: Sequence[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(branches)  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    """A role on a unit, from a day, until a day."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    unit = UnitChoice(label=_("Unit"), help_text=_("The role reaches this unit and all below it."))
    starts_on = _day(_("First day"))
    ends_on = _day(
        _("First day without it"),
        required=False,
        help_text=_("Leave empty when no end is known. A deputy's role should end by itself."),
    )

    def __init__(self, *args: Any, branches: Sequence[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(branches)  # type: ignore[attr-defined]
        self.fields["role"].choices = [(role.id, _role_words(role)) for role in roles().values()]  # type: ignore[attr-defined]

    def wished(self) -> Term:
        said = self.cleaned_data
        return Term(
            role=said["role"], unit=said["unit"].id, starts_on=said["starts_on"], ends_on=said["ends_on"]
        )


class UnitForm(forms.Form):
    """A new unit below another."""

    name = forms.CharField(label=_("Name"), max_length=200)
    parent = UnitChoice(label=_("Part of"))
    province = forms.CharField(label=_("Province"), max_length=80, required=False)

    def __init__(self, *args: Any, branches: Sequence[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(branches)  # type: ignore[attr-defined]


class HomeForm(forms.Form):
    """Where an account works from now on."""

    unit = UnitChoice(
        label=_("Unit"),
        help_text=_("Roles stay as they were given: end those that the new work does not need."),
    )

    def __init__(self, *args: Any, branches: Sequence[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(branches)  # type: ignore[attr-defined]


class NameForm(forms.Form):
    """Another name for a unit."""

    name = forms.CharField(label=_("Name"), max_length=200)


class PlaceForm(forms.Form):
    """Another place for a unit: below any that does not lie below itself."""

    parent = UnitChoice(label=_("Part of"))

    def __init__(self, *args: Any, branches: Sequence[Branch], path: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [branch for branch in branches if not branch.unit.path.startswith(path)]
        self.fields["parent"].offer(others)  # type: ignore[attr-defined]


class WayBackForm(forms.Form):
    """A user name, the printed code, and a new password twice."""

    username = forms.CharField(
        label=_("User name"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    code = forms.CharField(
        label=_("The code that you were given"),
        max_length=40,
        help_text=_("Capitals, spaces and hyphens do not matter."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "input--code",
            }
        ),
    )
    password = forms.CharField(
        label=_("New password"),
        max_length=200,
        strip=False,
        help_text=_("At least 12 characters. Four or five ordinary words in a row are easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password, once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise forms.ValidationError(_("The two passwords differ. Type the same one twice."))
        return again
