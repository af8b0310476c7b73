from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from .hearing import Hearing

KEPT = timedelta(days=30)


class EntryDraftQuerySet(models.QuerySet):
    def of(self, hearing, user):
        """The draft of this user for this hearing, or None. Nobody reads another's draft."""
        return self.filter(hearing=hearing, user=user).first()

    def expired(self, now=None):
        """Drafts that nobody took up again: they may hold names."""
        return self.filter(saved_at__lt=(now or timezone.now()) - KEPT)


class EntryDraft(models.Model):
    """What a clerk has typed from the paper of a hearing and not saved yet.

    It survives a crash and a lost session. It may hold names and telephones, so only the one who
    typed it ever sees it; it goes when the page is saved, and after 30 days at the latest.
    """

    hearing = models.ForeignKey(Hearing, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # The fields of the page by name, as they were typed.
    data = models.JSONField()
    saved_at = models.DateTimeField()

    objects = EntryDraftQuerySet.as_manager()

    class Meta:
        # Its owner alone reaches it, and only by the page: no list of drafts is ever offered.
        default_permissions = ()
        verbose_name = "entry draft"
        constraints = [
            models.UniqueConstraint(
                fields=["hearing", "user"], name="a_clerk_has_one_draft_of_a_hearing"
            )
        ]

    def __str__(self):
        return f"{self.hearing_id}: {self.saved_at:%Y-%m-%d %H:%M}"

    @classmethod
    def keep(cls, hearing, user, data, *, now=None):
        """Keep what was typed in place of what was kept before."""
        values = {"data": data, "saved_at": now or timezone.now()}
        draft, _new = cls.objects.update_or_create(hearing=hearing, user=user, defaults=values)
        return draft
