"""One search for the public pages and the admin, the same on SQLite and PostgreSQL."""

from django.db import models, transaction

from language.derived import Derived, depends
from language.folding import fold, repair_lookalikes, words

BATCH = 500


class SearchableQuerySet(models.QuerySet):
    """A set that can be searched in Kyrgyz typed on any keyboard."""

    def search(self, query):
        """Those whose texts hold every word of the query; an empty query narrows nothing."""
        found = self
        for word in words(query or ""):
            found = found.filter(search_text__contains=word)
        return found

    def refresh_search(self):
        """Compute the derived columns anew; needed after writes that skip `save()`."""
        numbers = list(self.order_by().values_list("pk", flat=True))
        for start in range(0, len(numbers), BATCH):
            self._refresh(numbers[start : start + BATCH])

    refresh_search.alters_data = True

    @transaction.atomic
    def _refresh(self, numbers):
        everything = self.model._base_manager.using(self.db)
        records = list(everything.select_for_update().filter(pk__in=numbers))
        # Every record names the same columns: they belong to the model.
        for record in records:
            columns = record.derive()
        if records:
            everything.bulk_update(records, columns)


class Searchable(Derived):
    """A record that search finds by the texts named in `SEARCH_FIELDS` (columns or attributes).

    Text columns among them are kept with real Kyrgyz letters instead of look-alikes.
    """

    SEARCH_FIELDS = ()

    search_text = models.TextField(editable=False, default="", blank=True)

    objects = SearchableQuerySet.as_manager()

    class Meta:
        abstract = True

    def derive(self, written=None):
        columns = super().derive(written)
        if not depends(type(self), self.SEARCH_FIELDS, written):
            return columns
        self._repair_texts()
        texts = (getattr(self, field) for field in self.SEARCH_FIELDS)
        self.search_text = fold(" ".join(str(text) for text in texts if text not in (None, "")))
        return [*columns, "search_text"]

    def _repair_texts(self):
        for field in self._meta.concrete_fields:
            if field.name not in self.SEARCH_FIELDS:
                continue
            text = getattr(self, field.attname)
            if isinstance(text, str):
                setattr(self, field.attname, repair_lookalikes(text))


class SearchableAdmin:
    """The clerk's search box finds what the public search finds; stands before `ModelAdmin`."""

    search_fields = ("search_text",)

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term), False
