"""Columns that the portal computes from others, so that both databases search and sort alike."""

from django.db import models


class Derived(models.Model):
    """A record with derived columns: every save computes them anew.

    Bulk writes (`update`, `bulk_create`) skip `save`: call the set's `refresh_search` after them.
    """

    class Meta:
        abstract = True

    def save(self, *, update_fields=None, **kwargs):
        if update_fields is None:
            self.derive()
            return super().save(**kwargs)
        written = set(update_fields)
        if written:
            written.update(self.derive(written))
        return super().save(update_fields=written, **kwargs)

    def derive(self, written=None):
        """Compute the derived columns and name them.

        `written` are the columns about to be saved (None: all). What depends on none of them
        stays: its source may have been changed meanwhile by somebody else.
        """
        return []


def depends(model, sources, written):
    """Whether a column computed from the sources has to follow when these columns are written."""
    if written is None:
        return True
    columns = {}
    for field in model._meta.concrete_fields:
        # Writing a translated field's base column writes the active language's column as well.
        base = getattr(field, "translated_field", field)
        columns[field.name] = {field.name, base.name}
    # An attribute that is no column may read any of them.
    return any(source not in columns or columns[source] & written for source in sources)
