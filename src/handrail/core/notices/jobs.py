"""Mailing that something waits. The letter says neither what, nor from which system, nor about whom."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from handrail.core.access import acting_as
from handrail.core.accounts.models import Account
from handrail.core.clock import now
from handrail.core.notices.actions import address_of
from handrail.core.notices.domain.kinds import may_mail
from handrail.core.notices.models import MailAddress
from handrail.core.notices.queries import something_new


@task()
def mail(account_id: str) -> str:
    """Mail an account that something waits, unless it has been mailed in the last hour or has looked already.

    What is hidden from the account by now is no reason to mail it.
    """
    if not settings.MAIL_IS_ON:
        return "off"
    kept = MailAddress.objects.select_related("account").filter(account_id=account_id).first()
    if kept is None or not kept.account.is_active:
        return "nowhere"
    account = Account.objects.get(id=account_id)
    with acting_as(account):
        waits = something_new(account)
    at = now()
    if not waits or not may_mail(last=kept.mailed_at, at=at):
        return "not-now"
    # Kept first: a mail server that fails half-way must not be asked again and again.
    MailAddress.objects.filter(account=account).update(mailed_at=at)
    with translation.override(account.language):
        send_mail(_("Something waits for you"), _("Sign in as usual to see it."), None, [address_of(account)])
    return "mailed"
