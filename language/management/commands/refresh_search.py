from django.apps import apps
from django.core.management.base import BaseCommand

from language.search import Searchable

# After so many records of a long table the command says how far it is.
STEP = 10_000


class Command(BaseCommand):
    help = (
        "Compute anew the texts that search and the order of lists compare. Needed after an "
        "upgrade that says so, and after writing into the database past the portal. The portal "
        "may go on working meanwhile."
    )

    def handle(self, *args, **options):
        for model in apps.get_models():
            if issubclass(model, Searchable):
                self._refresh(model)

    def _refresh(self, model):
        records = model._default_manager.all()
        numbers = list(records.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(numbers), STEP):
            records.filter(pk__in=numbers[start : start + STEP]).refresh_search()
            done = min(start + STEP, len(numbers))
            self.stdout.write(f"{model._meta.label}: {done:,} of {len(numbers):,}")
