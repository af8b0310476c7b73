"""Which tables have a history, and who may read what in it."""

from dataclasses import dataclass, field

from django.db import models


@dataclass(frozen=True)
class Kept:
    """A model whose history is kept.

    `personal`: rows about people, which are erased together with their history. Their rows are
    sealed one by one: in a chain nobody could tell an erased row from one taken away.
    `private`: columns that are read only by those who may change the record.
    `shown`: which rows of history everybody at the desk may read.
    """

    model: type[models.Model]
    history: type[models.Model]
    personal: bool = False
    private: frozenset = field(default_factory=frozenset)
    shown: models.Q = field(default_factory=models.Q)

    @property
    def columns(self):
        """The columns whose values are kept."""
        return self.history.tracked_fields

    @property
    def key(self):
        """The column that numbers the records, in both tables."""
        return self.model._meta.pk.attname

    @property
    def links(self):
        """The many-to-many columns whose links are kept."""
        return self.history.tracked_links


# Filled by `track` as the apps start: the model and its history.
KEPT = {}
