from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    """Deeds: the development programmes, their measures and what came of them."""

    name = "programs"
    verbose_name = _("Programmes and measures")

    def ready(self):
        from language.search import follow
        from programs.models import (
            Contribution,
            Measure,
            MeasureStep,
            Partner,
            Program,
            ProgramSector,
            Result,
        )

        for told in (Result, Contribution, MeasureStep):
            follow(Measure, told, lambda record: {"pk": record.measure_id})
        follow(Measure, Partner, lambda partner: {"contributions__partner": partner})
        follow(Program, ProgramSector, lambda sector: {"pk": sector.program_id})
