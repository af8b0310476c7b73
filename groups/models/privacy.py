"""What stays of personal data: who looked at it, and what was erased. Never the data itself."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from language.folding import fold, words


class Erasable(models.Model):
    """A record that holds somebody's personal data and can lose it for good.

    The record's own facts (a number, a sex, a village) stay, so that no total changes.
    """

    # The columns that say who somebody is.
    PERSONAL_FIELDS = ()

    class Meta:
        abstract = True

    def texts(self):
        """Every text in it by which a person can be found."""
        return [str(getattr(self, name) or "") for name in self.PERSONAL_FIELDS]

    def where_it_stands(self):
        """What the record belongs to, without saying who somebody is."""
        return str(self)

    def what_is_kept(self):
        """The personal data itself, for who was asked to erase it."""
        return ", ".join(filter(None, self.texts()))

    @classmethod
    def forget(cls, keys):
        """Take the personal data out of these rows; where no figure needs them the rows go."""
        cls._base_manager.filter(pk__in=keys).delete()


class Sought:
    """A person as somebody names them: by name, by telephone or by e-mail.

    For what has no column to search in: it is read one by one, which happens rarely and to few.
    """

    # As many digits of a telephone tell people apart; that many of its last ones are compared.
    ENOUGH_DIGITS, LAST_DIGITS = 6, 9

    def __init__(self, query):
        self.query = query.strip()
        self.words = words(self.query)
        self.digits = _digits(self.query)

    @property
    def is_email(self):
        return "@" in self.query

    @property
    def is_telephone(self):
        return not self.is_email and len(self.digits) >= self.ENOUGH_DIGITS

    def is_in(self, text):
        """Whether this text, a name or a cell of a table, names the person."""
        if self.is_email:
            return self.query.casefold() in text.casefold()
        if self.is_telephone:
            return _digits(text).endswith(self.digits[-self.LAST_DIGITS :])
        return bool(self.words) and all(word in fold(text) for word in self.words)

    def is_among(self, texts):
        return any(self.is_in(text) for text in texts if text)


def _digits(text):
    return "".join(filter(str.isdecimal, text))


def erasable_models():
    """Every kind of record that holds personal data of citizens."""
    return [model for model in apps.get_models() if issubclass(model, Erasable)]


class PersonalAccessQuerySet(models.QuerySet):
    def note(self, user, records, now=None):
        """Keep that somebody was shown the personal data of these records."""
        now = now or timezone.now()
        self.bulk_create(
            self.model(kind=record._meta.label, record=record.pk, by=user, at=now)
            for record in records
        )


class PersonalAccess(models.Model):
    """That somebody of the staff was shown personal data: whose row, who and when."""

    kind = models.CharField(_("kind of record"), max_length=60)
    record = models.BigIntegerField(_("record"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who")
    )
    at = models.DateTimeField(_("when"), db_index=True)

    objects = PersonalAccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("look at personal data")
        verbose_name_plural = _("looks at personal data")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "record"], name="who_looked_at_a_record")]

    def __str__(self):
        return f"{capfirst(self.kind_name)} {self.record}"

    @property
    def kind_name(self):
        """The kind of record in the reader's language."""
        return kind_name(self.kind)


class Erasure(models.Model):
    """That personal data was erased: of which row, when, why and by whom.

    An older backup still holds the data. After it is restored, what stands here is erased again.
    """

    class Why(models.TextChoices):
        ASKED = "asked", _("The person asked for it")
        TERM = "term", _("The time to keep it is over")

    kind = models.CharField(_("kind of record"), max_length=60)
    record = models.BigIntegerField(_("record"))
    why = models.CharField(_("why"), max_length=10, choices=Why.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("erasure of personal data")
        verbose_name_plural = _("erasures of personal data")
        ordering = ["-pk"]
        permissions = [("erase_person", "Can erase the personal data of a person")]

    def __str__(self):
        return f"{capfirst(self.kind_name)} {self.record}"

    @property
    def kind_name(self):
        """The kind of record in the reader's language."""
        return kind_name(self.kind)


def kind_name(kind):
    return apps.get_model(kind)._meta.verbose_name
