"""Keeping history: each save of a kept model leaves a sealed row, bulk writes call `keep`."""

from django.db import models
from django.utils import timezone
from modeltranslation.translator import NotRegistered, translator
from simple_history import register
from simple_history.models import HistoricalRecords

from .acting import who, why
from .kept import KEPT, Kept
from .seal import Sealed, seal

ADDED, CHANGED, DELETED = "+", "~", "-"
BATCH = 500
# Computed from other columns: their history would say everything twice.
DERIVED = ("search_text", "sort_key")


def track(model, *, leave_out=(), links=(), personal=False, private=(), shown=None, app=None):
    """Keep the history of a model. Call it after the model's texts are registered.

    `leave_out`: columns that no history needs. `links`: many-to-many columns that it needs.
    See `Kept` for the others.
    """
    register(
        model,
        app=app or model._meta.app_label,
        records_class=_Records,
        bases=[Sealed],
        excluded_fields=[*leave_out, *_derived(model), *base_columns(model)],
        cascade_delete_history=personal,
        verbose_name=model._meta.verbose_name,
        verbose_name_plural=model._meta.verbose_name_plural,
        history_id_field=models.BigAutoField(),
        # A number and no foreign key: nothing may reach into sealed rows.
        history_user_id_field=models.BigIntegerField(null=True, editable=False),
        history_change_reason_field=models.JSONField(null=True, editable=False),
    )
    history = model.history.model
    history.tracked_links = [model._meta.get_field(name) for name in links]
    KEPT[model] = Kept(model, history, personal, frozenset(private), shown or models.Q())
    for column in history.tracked_links:
        models.signals.m2m_changed.connect(
            _links_changed, sender=column.remote_field.through, weak=False
        )


def keep(records, *, added=False, using=None):
    """Leave a row of history for each record, as it is stored now.

    Needed after writes that skip `save()`: `update`, `bulk_create`, `bulk_update`, and those of
    links past the many-to-many column. The records are of one model.
    """
    records = list(records)
    for start in range(0, len(records), BATCH):
        numbers = [record.pk for record in records[start : start + BATCH]]
        _leave_stored(type(records[0]), numbers, using, ADDED if added else CHANGED)


def _derived(model):
    return [column.name for column in model._meta.fields if column.name in DERIVED]


def base_columns(model):
    """A translated field's base column holds whatever language was saved last: no fact."""
    try:
        return list(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        return []


class _Records(HistoricalRecords):
    """Writes history in our way: sealed, with links, with who acts and why."""

    def get_meta_options(self, model):
        # Nobody gets a right over history but by the pages that show it.
        return {**super().get_meta_options(model), "default_permissions": ()}

    def post_save(self, instance, created, using=None, update_fields=None, raw=False, **kwargs):
        if raw:
            return
        kept = KEPT[type(instance)]
        if update_fields is None:
            _leave([instance], ADDED if created else CHANGED, using)
        elif any(column.name in update_fields for column in kept.columns):
            # The other columns of the record may be older than those in the database.
            _leave_stored(kept.model, [instance.pk], using)

    def create_historical_record(self, instance, history_type, using=None):
        _leave([instance], history_type, using)


def _links_changed(instance, action, pk_set, reverse, model, using, **kwargs):
    if action == "pre_clear" and reverse:
        instance._cleared = list(_linked(instance, kwargs["sender"], model, using))
    if action not in {"post_add", "post_remove", "post_clear"}:
        return
    if not reverse:
        if pk_set or action == "post_clear":
            _leave_stored(type(instance), [instance.pk], using)
        return
    numbers = instance.__dict__.pop("_cleared", []) if action == "post_clear" else pk_set
    _leave_stored(model, sorted(numbers), using)


def _linked(instance, through, model, using):
    """The records of the model that name this one."""
    column = next(each for each in KEPT[model].links if each.remote_field.through is through)
    rows = through._default_manager.using(using)
    rows = rows.filter(**{column.m2m_reverse_field_name(): instance})
    return rows.values_list(column.m2m_field_name(), flat=True)


def _leave_stored(model, numbers, using, kind=CHANGED):
    stored = list(model._base_manager.using(using).filter(pk__in=numbers).order_by("pk"))
    if stored:
        _leave(stored, kind, using, links_of(KEPT[model], numbers, using))


def _leave(records, kind, using=None, links=None):
    kept = KEPT[type(records[0])]
    if links is None:
        # A record just added has no links yet, one just deleted has none any more.
        numbers = [record.pk for record in records] if kind == CHANGED else []
        links = links_of(kept, numbers, using)
    said = {
        "history_date": timezone.now(),
        "history_type": kind,
        "history_user_id": who(),
        "history_change_reason": why(),
    }
    rows = [_row(kept, record, links.get(record.pk, {}), said) for record in records]
    previous = "" if kept.personal else newest_seal(kept, using)
    for row in rows:
        row.history_previous = previous
        row.history_seal = seal(row)
        if not kept.personal:
            previous = row.history_seal
    kept.history._base_manager.using(using).bulk_create(rows, batch_size=BATCH)


def _row(kept, record, links, said):
    values = {column.attname: getattr(record, column.attname) for column in kept.columns}
    return kept.history(**values, **said, history_links=links)


def newest_seal(kept, using=None):
    """The seal of the newest row that everybody can see.

    Two people who save at once may both stand on the same row: nobody waits for the other, and
    what either of them stands on cannot be taken away unnoticed.
    """
    rows = kept.history._base_manager.using(using).order_by("-history_id")
    return rows.values_list("history_seal", flat=True).first() or ""


def links_of(kept, numbers, using=None):
    """What these records name, by their number and column."""
    found = {}
    for column in kept.links if numbers else ():
        here, there = column.m2m_field_name(), column.m2m_reverse_field_name()
        rows = column.remote_field.through._default_manager.using(using)
        rows = rows.filter(**{f"{here}__in": numbers}).order_by(there)
        for record, linked in rows.values_list(here, there):
            found.setdefault(record, {}).setdefault(column.name, []).append(linked)
    return found
