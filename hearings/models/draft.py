from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Erasable, Sought

from .hearing import Hearing

KEPT = timedelta(days=30)


class EntryDraftQuerySet(models.QuerySet):
    def of(self, hearing, user):
        """The draft of this user for this hearing, or None. Nobody reads another's draft."""
        return self.filter(hearing=hearing, user=user).first()

    def of_person(self, query):
        """Drafts in which this person is named."""
        sought = Sought(query)
        named = [draft.pk for draft in self.iterator() if sought.is_among(draft.texts())]
        return self.filter(pk__in=named).select_related("hearing")

    def expired(self, now=None):
        """Drafts that nobody took up again: they may hold names."""
        return self.filter(saved_at__lt=(now or timezone.now()) - KEPT)


class EntryDraft(Erasable):
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
        verbose_name = _("page of a hearing that is not saved yet")
        constraints = [
            models.UniqueConstraint(
                fields=["hearing", "user"], name="a_clerk_has_one_draft_of_a_hearing"
            )
        ]

    def __str__(self):
        return f"{self.hearing_id}: {self.saved_at:%Y-%m-%d %H:%M}"

    def texts(self):
        """All that was typed, field by field."""
        for typed in self.data.values():
            yield from map(str, typed if isinstance(typed, list) else [typed])

    def where_it_stands(self):
        return str(self.hearing)

    def what_is_kept(self):
        return gettext("What was typed there and not saved goes as a whole.")

    @classmethod
    def keep(cls, hearing, user, data, *, now=None):
        """Keep what was typed in place of what was kept before."""
        values = {"data": data, "saved_at": now or timezone.now()}
        draft, _new = cls.objects.update_or_create(hearing=hearing, user=user, defaults=values)
        return draft
