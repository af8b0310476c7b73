from datetime import timedelta

from django.db import models, transaction
from django.utils.crypto import salted_hmac

PAUSE = timedelta(hours=1)


def _digest(address):
    return salted_hmac(
        "hearings.pause", str(address).strip().casefold(), algorithm="sha256"
    ).hexdigest()


class AddressPauseQuerySet(models.QuerySet):
    @transaction.atomic
    def take(self, address, now):
        """Take the hour of this address: None where it was free, else when it will be."""
        pause, new = self.select_for_update().get_or_create(
            digest=_digest(address), defaults={"until": now + PAUSE}
        )
        if new:
            return None
        if pause.until > now:
            return pause.until
        pause.until = now + PAUSE
        pause.save(update_fields=["until"])
        return None

    def forget(self, now):
        """Nothing is known of an address once its hour is over."""
        return self.filter(until__lte=now).delete()


class AddressPause(models.Model):
    """An address to which a message went within the last hour: it gets no other until then.

    Whoever types a stranger's address into a hundred forms has one message an hour sent there.
    The address itself is not stored, only a keyed digest of it, and that for an hour.
    """

    digest = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()

    objects = AddressPauseQuerySet.as_manager()

    class Meta:
        verbose_name = "address pause"

    def __str__(self):
        return f"{self.until:%Y-%m-%d %H:%M}"
