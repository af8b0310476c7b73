"""The closed lists of this floor, in the words of the glossary."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """Where a budget stands. Only its doors change it."""

    DRAFT = "draft", pgettext_lazy("budget", "Draft")
    HEARD = "heard", pgettext_lazy("budget", "Put to the hearing")
    APPROVED = "approved", pgettext_lazy("budget", "Approved")
    REPORTED = "reported", _("Reported")


class Side(models.TextChoices):
    """The two sides of a budget."""

    REVENUE = "revenue", _("Revenue")
    EXPENDITURE = "expenditure", _("Expenditure")


class Source(models.TextChoices):
    """Whose money it is: what a villager asks first."""

    OWN = "own", _("Own revenue")
    EQUALISATION = "equalisation", _("Equalisation transfer (grant)")
    STIMULATING = "stimulating", _("Stimulating (shared) grant")
    SPECIAL = "special", _("Special means")
    COMMUNITY = "community", _("Community contribution")
    DONOR = "donor", _("Donor")
    BALANCE = "balance", _("Balance carried over")
    OTHER = "other", _("Another source")


QUARTERS = (1, 2, 3, 4)
# Figures of an approved budget change only by amendments, in these states.
APPROVED = frozenset({Status.APPROVED, Status.REPORTED})
