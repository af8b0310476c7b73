from django.db import models
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField


class Proposer(models.Model):
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

    class Meta:
        verbose_name = _("proposer")
        verbose_name_plural = _("proposers")

    def __str__(self):
        return str(_("Proposer of %(number)s")) % {"number": self.proposal.number}

    @property
    def is_empty(self):
        return not any(getattr(self, field) for field in self.PERSONAL_FIELDS)
