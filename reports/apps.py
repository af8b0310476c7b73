from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """The account: what became of the words, the money and the deeds, added up for everybody.

    This floor reads all others, owns no tables and changes no record.
    """

    name = "reports"
    verbose_name = _("Reports")

    def ready(self):
        from attachments import orphans
        from reports.packs.shelf import sweep

        # The daily sweep of files takes the old session packs along.
        orphans.SWEEPERS.append(sweep)
