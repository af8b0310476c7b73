"""One search for the public pages and the admin, the same on SQLite and PostgreSQL."""

from functools import reduce
from operator import or_

from django.db import models, transaction
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.signals import post_delete, post_save

from language import word_index
from language.derived import Derived, depends
from language.folding import fold, repair_lookalikes, words
from language.ranking import rank
from language.word_tables import LETTERS

BATCH = 500
# Where no word has the three letters that the index needs, so many of the newest records of a
# table that grows are looked through: what a rural municipality writes in many years.
NEWEST = 1500
# What other records tell of one, as SEARCH_FIELDS names it for each language.
BESIDE = ("beside_ky", "beside_ru", "beside_en")
# So many of the newest records found are compared with each other for how well they fit.
COMPARED = 60


class SearchableQuerySet(models.QuerySet):
    """A set that can be searched in Kyrgyz typed on any keyboard."""

    def search(self, query):
        """Those whose texts hold every word of the query; an empty query narrows nothing."""
        sought = words(query or "")
        found = self._likely(sought) if sought else self
        for word in sought:
            found = found.filter(search_text__contains=word)
        return found

    def best(self, query, most):
        """The records that fit best, at most so many, and how many there are of them.

        Only the newest that hold the words, `COMPARED` of them and one, are compared and counted:
        to weigh a million would take seconds. Those that fit alike stand in this set's order.
        """
        sought = words(query)
        newest = self.search(query).order_by("-pk").values_list("pk", "search_text")
        # Most of them are not shown, so nothing is read of them but what they are weighed by.
        ranks = {pk: rank(text, sought) for pk, text in newest[: COMPARED + 1]}
        shown = sorted(ranks, key=ranks.get)[:most]
        found = self.filter(pk__in=shown) if shown else ()
        return sorted(found, key=lambda record: ranks[record.pk]), len(ranks)

    def holding_any(self, sought):
        """Those whose texts hold at least one of these folded words."""
        any_word = reduce(or_, (Q(search_text__contains=word) for word in sought))
        return self._likely(sought, every=False).filter(any_word)

    def _likely(self, sought, *, every=True):
        """Those that are worth a look: the index knows them, or they are new."""
        rows = word_index.rows_holding(self.model, sought, self.db, every=every)
        if rows:
            return self.filter(pk__in=RawSQL(*rows))  # noqa: S611, the words are parameters
        if self.model.INDEXED and not any(len(word) >= LETTERS for word in sought):
            everything = self.model._base_manager.using(self.db)
            return self.filter(pk__in=everything.order_by("-pk").values("pk")[:NEWEST])
        return self

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


def _beside(code):
    """What other records tell of one in a language, as one text."""

    def told(record):
        # A record that is not stored yet has nothing beside it.
        texts = record.words_beside(code) if record.pk else []
        return " · ".join(filter(None, texts))

    return property(told)


class Searchable(Derived):
    """A record that search finds by the texts named in `SEARCH_FIELDS` (columns or attributes).

    Text columns among them are kept with real Kyrgyz letters instead of look-alikes. With `BESIDE`
    among them it is found also by what other records tell of it, such as the results of a measure:
    see `words_beside` and `follow`.
    """

    SEARCH_FIELDS = ()
    # Whether the table grows from year to year, so that its words are kept in an index.
    INDEXED = False

    search_text = models.TextField(editable=False, default="", blank=True)

    beside_ky, beside_ru, beside_en = map(_beside, ("ky", "ru", "en"))

    objects = SearchableQuerySet.as_manager()

    class Meta:
        abstract = True

    def derive(self, written=None):
        columns = super().derive(written)
        # What stands beside a record is followed when it changes itself.
        own = [field for field in self.SEARCH_FIELDS if field not in BESIDE]
        if not depends(type(self), own, written):
            return columns
        self._repair_texts()
        texts = (getattr(self, field) for field in self.SEARCH_FIELDS)
        self.search_text = fold(" ".join(str(text) for text in texts if text not in (None, "")))
        return [*columns, "search_text"]

    @classmethod
    def searched_columns(cls):
        """The names of the columns among `SEARCH_FIELDS`."""
        columns = {column.name for column in cls._meta.concrete_fields}
        return [field for field in cls.SEARCH_FIELDS if field in columns]

    def words_beside(self, code):
        """What other records tell of this one in a language, as texts; empty ones count not."""
        return []

    def _repair_texts(self):
        for field in self._meta.concrete_fields:
            if field.name not in self.SEARCH_FIELDS:
                continue
            text = getattr(self, field.attname)
            if isinstance(text, str):
                setattr(self, field.attname, repair_lookalikes(text))


def follow(model, other, found_by):
    """Let the search for a model keep up with what records of another one tell of it.

    `found_by` leads from such a record to the lookup of those of the model.
    """

    def refresh(instance, using, **_signal):
        model.objects.using(using).filter(**found_by(instance)).refresh_search()

    for happened in (post_save, post_delete):
        happened.connect(refresh, sender=other, weak=False, dispatch_uid=(model, other))


class SearchableAdmin:
    """The clerk's search box finds what the public search finds; stands before `ModelAdmin`."""

    search_fields = ("search_text",)

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term), False
