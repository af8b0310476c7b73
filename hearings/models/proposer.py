from datetime import timedelta

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from groups.models import Aimak, Erasable, Sought

from .choices import CLOSED
from .step import ProposalStep

DAYS_A_MONTH = 365.25 / 12


class ProposerQuerySet(models.QuerySet):
    def of_person(self, query):
        """Those with this telephone, e-mail, name, or number of the proposal.

        Names have no column to search in, so that there is no second copy of them: the rows are
        read one by one, which happens rarely and to few.
        """
        sought = Sought(query)
        if sought.is_email:
            return self.filter(email__iexact=sought.query)
        numbered = self.filter(proposal__number=sought.query)
        if numbered.exists():
            return numbered
        if sought.is_telephone:
            return self.filter(phone__endswith=sought.digits[-Sought.LAST_DIGITS :])
        names = self.exclude(full_name="").values_list("pk", "full_name")
        return self.filter(pk__in=[key for key, name in names.iterator() if sought.is_in(name)])

    def expired(self, day=None):
        """Those whose matter was closed longer ago than personal data is kept."""
        months = Aimak.objects.current().retention_months
        last = (day or timezone.localdate()) - timedelta(days=round(months * DAYS_A_MONTH))
        closing = ProposalStep.objects.holding().filter(
            proposal=OuterRef("proposal"), new_status__in=sorted(CLOSED)
        )
        latest = closing.order_by("-pk").values("on")[:1]
        closed = self.filter(proposal__status__in=sorted(CLOSED)).annotate(
            closed_on=Subquery(latest)
        )
        return closed.filter(closed_on__lt=last)

    def with_address(self):
        """Those who left something to write to."""
        return self.exclude(phone="", email="")


class Proposer(Erasable):
    """The person behind a proposal, as far as they chose to say. Never public.

    Kept apart from the proposal, so that no public query ever touches personal data and the
    row can be erased while the proposal and its figures stay.
    """

    PERSONAL_FIELDS = ("full_name", "phone", "email")

    proposal = models.OneToOneField(
        "hearings.Proposal", models.CASCADE, related_name="proposer", verbose_name=_("proposal")
    )
    full_name = models.CharField(_("full name"), max_length=200, blank=True)
    phone = PhoneNumberField(_("telephone"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    objects = ProposerQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposer")
        verbose_name_plural = _("proposers")

    def __str__(self):
        return str(_("Proposer of %(number)s")) % {"number": self.proposal.number}
