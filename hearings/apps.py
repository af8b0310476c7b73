from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from hearings import messengers


class HearingsConfig(AppConfig):
    """Words: hearings, their minutes, the proposals and what became of them."""

    name = "hearings"
    verbose_name = _("Hearings and proposals")

    def ready(self):
        from hearings.counting import keeping
        from hearings.models import Hearing, HearingDocument, Minutes
        from language.search import follow

        messengers.check()
        post_migrate.connect(keeping.keep_up, sender=self, dispatch_uid="hearings.counting")
        for told in (Minutes, HearingDocument):
            follow(Hearing, told, lambda record: {"pk": record.hearing_id})
