"""The closed lists of this floor, in the words of the glossary."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """Where a measure stands. Only `Measure.move_to` changes it.

    The stations of the way share some of these words in English, not in other languages.
    """

    PLANNED = "planned", pgettext_lazy("measure", "Planned")
    FUNDED = "funded", pgettext_lazy("measure", "Funded")
    UNDER_WAY = "under_way", pgettext_lazy("measure", "Under way")
    DONE = "done", pgettext_lazy("measure", "Done")
    STOPPED = "stopped", pgettext_lazy("measure", "Stopped")


class Source(models.TextChoices):
    """Who paid for a measure, in money, work or kind."""

    LOCAL_BUDGET = "local_budget", _("Local budget")
    REPUBLICAN_BUDGET = "republican_budget", _("Republican budget")
    DONOR = "donor", _("Donor")
    COMMUNITY = "community", _("Parents and community")
    ASHAR = "ashar", _("Ashar: common work")
    IN_KIND = "in_kind", _("In kind")
    PRIZE = "prize", _("Prize")
    OTHER = "other", _("Another source")


# Nothing more will happen unless the measure is taken up again.
ENDS = frozenset({Status.DONE, Status.STOPPED})

# Forward a measure may skip what no paper states; staff may enter late.
WAYS = {
    Status.PLANNED: {Status.FUNDED, Status.UNDER_WAY, Status.DONE, Status.STOPPED},
    Status.FUNDED: {Status.PLANNED, Status.UNDER_WAY, Status.DONE, Status.STOPPED},
    Status.UNDER_WAY: {Status.PLANNED, Status.FUNDED, Status.DONE, Status.STOPPED},
    Status.DONE: {Status.UNDER_WAY},
    Status.STOPPED: {Status.PLANNED, Status.FUNDED, Status.UNDER_WAY},
}
# The order of the way; a step against it is explained to everyone.
ORDER = (Status.PLANNED, Status.FUNDED, Status.UNDER_WAY, Status.DONE)


def needs_reason(old, new):
    """Stopping, taking up again and going back are explained; going forward is not."""
    if Status.STOPPED in {old, new}:
        return True
    return bool(old) and ORDER.index(new) < ORDER.index(old)
