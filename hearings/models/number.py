from django.db import IntegrityError, models, transaction


class ProposalNumberQuerySet(models.QuerySet):
    def lock(self, year):
        """The year's counter, locked until the transaction ends."""
        try:
            with transaction.atomic():
                self.get_or_create(year=year)
        except IntegrityError:
            pass  # another citizen opened the year in the same instant
        return self.select_for_update().get(year=year)


class ProposalNumber(models.Model):
    """The register's counter: numbers run without gaps within a year, like 2026-00012."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    objects = ProposalNumberQuerySet.as_manager()

    class Meta:
        verbose_name = "proposal number"

    def __str__(self):
        return f"{self.year}-{self.last:05d}"

    def take(self):
        """The next number of the year. Call it only on a locked counter."""
        self.last += 1
        self.save(update_fields=["last"])
        return str(self)
