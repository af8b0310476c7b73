from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from attachments import orphans
from groups.history import KEPT, act, keep
from groups.history.acting import who
from groups.history.acting import why as why_said
from groups.stored import files_of, read, taken_with, written

from .privacy import Erasable

# How long what was deleted can be brought back.
KEPT_FOR = timedelta(days=30)


class DeletionQuerySet(models.QuerySet):
    def standing(self):
        """What is still deleted, and may be brought back."""
        return self.filter(restored_at__isnull=True)

    def expired(self, now=None):
        return self.filter(at__lt=(now or timezone.now()) - KEPT_FOR)

    def by_account(self, user):
        return self.filter(by_id=user.pk)

    def throw(self, record):
        """Delete a record with all that goes with it, so that it can be brought back.

        Who and why are those of `groups.history.act`. Raises ValidationError where the record
        must stay.
        """
        with transaction.atomic():
            found = taken_with(record)
            deletion = self.create(
                model=record._meta.label_lower,
                number=record.pk,
                label=_label(record),
                why=why_said(),
                by_id=who(),
                rows=written(found),
                files=files_of(found),
                taken=counted(found),
            )
            record.delete()
        return deletion

    def empty(self):
        """Forget these for good, with the files that nothing else names; how many they were."""
        names = [name for each in self.standing() for name in each.files]
        count, _rows = self.delete()
        orphans.forget_on_commit(names, self.db)
        return count

    def of_person(self, sought):
        """The deleted records of people that name this person, as they would be brought back."""
        return [
            record
            for deletion in self.standing()
            for record in read(_of_people(deletion.rows))
            if sought.is_among(record.texts())
        ]

    def forget(self, model, number):
        """Take every trace of one record out of what was deleted: to erase a person."""
        for deletion in self.all():
            if (deletion.model, deletion.number) == (model._meta.label_lower, number):
                deletion.delete()
            else:
                deletion.leave_out(model, number)


class Deletion(models.Model):
    """Something deleted at the desk: what went with it, who deleted it, when and why.

    For thirty days it can be brought back as it was. The rows may hold personal data: no page
    shows them, and they go when the thirty days are over.
    """

    model = models.CharField(_("kind of record"), max_length=100)
    number = models.BigIntegerField()
    # What it was called; nothing for a person.
    label = models.CharField(_("what was deleted"), max_length=300, blank=True)
    # By language, as everywhere in history.
    why = models.JSONField(_("why"), null=True, blank=True)
    taken = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    files = models.JSONField(default=list)
    at = models.DateTimeField(_("deleted"), default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("deleted by"),
    )
    restored_at = models.DateTimeField(_("brought back"), null=True)
    restored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("brought back by"),
    )

    objects = DeletionQuerySet.as_manager()

    class Meta:
        verbose_name = _("deleted record")
        verbose_name_plural = _("deleted records")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)

    def __str__(self):
        return f"{self.kind}: {self.label}" if self.label else self.kind

    @property
    def kind(self):
        return capfirst(str(_model(self.model)._meta.verbose_name))

    @property
    def kept_until(self):
        return self.at + KEPT_FOR

    def bring_back(self, *, by, now=None):
        """Put everything back as it was. Raises ValidationError where something is in its way."""
        now = now or timezone.now()
        with transaction.atomic():
            stored = type(self).objects.select_for_update().get(pk=self.pk)
            if stored.restored_at is not None:
                raise ValidationError(gettext("This was brought back already."))
            if stored.at < now - KEPT_FOR:
                raise ValidationError(gettext("The thirty days are over."))
            records = read(stored.rows)
            _refuse_orphans(records)
            _refuse_conflicts(records)
            _put_back(records, by)
            self.restored_at, self.restored_by = now, by
            # Nothing personal stays here any longer than it must.
            self.rows, self.files = [], []
            self.save()

    def leave_out(self, model, number):
        """Bring the rest back without this record one day."""
        gone = model._meta.label_lower
        key = model._meta.pk.attname
        names = {gone, model.history.model._meta.label_lower} if model in KEPT else {gone}
        rows = [
            row
            for row in self.rows
            if row["model"] not in names or row["values"][key] != str(number)
        ]
        if rows != self.rows:
            self.rows = rows
            self.save(update_fields=["rows"])


def _of_people(rows):
    return [row for row in rows if issubclass(_model(row["model"]), Erasable)]


def counted(found):
    """How many rows of each kind go, by model; links are counted together."""
    counts = {}
    for model, records in found.items():
        name = "" if model._meta.auto_created else model._meta.label_lower
        counts[name] = counts.get(name, 0) + len(records)
    return counts


def in_words(counts):
    """Pairs of a kind of record and how many of it."""
    return [
        (
            capfirst(str(_model(name)._meta.verbose_name_plural))
            if name
            else gettext("Links to other records"),
            count,
        )
        for name, count in counts.items()
    ]


def held_files():
    """Files that nothing names now but that may be brought back."""
    held = Deletion.objects.standing().values_list("files", flat=True)
    return {name for names in held for name in names}


# Files stand a floor lower: they ask there who still needs them.
orphans.HOLDERS.append(held_files)


def _model(label):
    return apps.get_model(label)


def _label(record):
    kept = KEPT.get(type(record))
    return "" if kept is not None and kept.personal else str(record)[:300]


def _refuse_orphans(records):
    """What the records belong to or name has to be there still."""
    coming = {(type(record), record.pk) for record in records}
    missing = {
        str(column.related_model._meta.verbose_name)
        for record in records
        for column in record._meta.concrete_fields
        if column.is_relation
        and column.db_constraint
        and (number := getattr(record, column.attname)) is not None
        and (column.related_model, number) not in coming
        and not column.related_model._base_manager.filter(pk=number).exists()
    }
    if missing:
        raise ValidationError(
            gettext("It belongs to something that is no longer here: %(missing)s.")
            % {"missing": ", ".join(sorted(missing))}
        )


def _refuse_conflicts(records):
    """Nothing that came meanwhile may stand in its place."""
    problems = []
    for record in records:
        try:
            record.validate_unique()
            record.validate_constraints()
            if hasattr(record, "refuse_return"):
                record.refuse_return()
        except ValidationError as problem:
            problems += problem.messages
    if problems:
        raise ValidationError(problems)


def _put_back(records, by):
    try:
        with transaction.atomic():
            for record in records:
                # raw: as it stood, nothing computed anew, no history of the portal's own.
                record.save_base(raw=True, force_insert=True)
    except IntegrityError as error:
        raise ValidationError(
            gettext("Something else stands in its place now. It cannot be brought back.")
        ) from error
    by_model = {}
    for record in records:
        if type(record) in KEPT:
            by_model.setdefault(type(record), []).append(record)
    with act(by=by, why=_brought_back()):
        for returned in by_model.values():
            keep(returned, added=True)


def _brought_back():
    """The reason that history tells, in every language of the portal."""
    said = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said[code] = gettext("Brought back after it was deleted.")
    return said
