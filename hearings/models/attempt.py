from datetime import timedelta

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

WINDOW = timedelta(hours=1)


class AttemptCountQuerySet(models.QuerySet):
    def of(self, purpose, address):
        """The count of this hour; no row yet where nothing was tried."""
        return self.filter(key=_key(purpose, address), hour=_hour())

    def add(self, purpose, address):
        """Count one more attempt from the address in this hour and return how many there were."""
        hour = _hour()
        with transaction.atomic():
            row, _new = self.get_or_create(key=_key(purpose, address), hour=hour)
            self.filter(pk=row.pk).update(count=F("count") + 1)
            if _new:
                self.filter(hour__lt=hour - 24 * WINDOW).delete()
            # Read before the next one counts: as many pass as may, however many come at once.
            return self.values_list("count", flat=True).get(pk=row.pk)

    def seen(self, purpose, address):
        """How many attempts came from the address in this hour."""
        return self.of(purpose, address).values_list("count", flat=True).first() or 0

    def take_back(self, purpose, address):
        """One attempt that turned out to be right counts no more."""
        self.of(purpose, address).filter(count__gt=0).update(count=F("count") - 1)

    def forget(self, purpose, address):
        """Begin to count anew. The row stays: somebody may be counting on it right now."""
        self.of(purpose, address).update(count=0)


def _key(purpose, address):
    name = f"{purpose}:{address}"
    return salted_hmac("hearings.attempt", name, algorithm="sha256").hexdigest()


def _hour():
    return timezone.now().replace(minute=0, second=0, microsecond=0)


class AttemptCount(models.Model):
    """How often one network address tried something within an hour.

    The address itself is not stored, only a keyed digest of it. A whole village may stand
    behind one address, so too many proposals are held for a look and never refused.
    """

    key = models.CharField(max_length=64)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    objects = AttemptCountQuerySet.as_manager()

    class Meta:
        verbose_name = "attempt count"
        constraints = [
            models.UniqueConstraint(
                fields=["key", "hour"], name="an_address_is_counted_once_an_hour"
            )
        ]

    def __str__(self):
        return f"{self.hour:%Y-%m-%d %H}: {self.count}"
