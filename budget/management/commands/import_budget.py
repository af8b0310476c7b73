from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from attachments.workbook.refusals import WorkbookRefused
from budget.models import Budget
from budget.workbook.reading import read_sheet
from budget.workbook.showing import MOST_CHANGES, MOST_PROBLEMS, counts, shown_changes
from budget.workbook.taking import NotTaken, TakenAlready, keep, take_in, try_out
from hearings.models import LocalAct
from language.money import Unit


class Command(BaseCommand):
    """Try an Excel file for a budget, and take it in: what the desk does, without a browser."""

    help = "Try an Excel file of budget lines; --take-in stores it, all of it or nothing."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int, help="The year of the budget.")
        parser.add_argument("file", type=Path, help="The workbook (.xlsx).")
        parser.add_argument(
            "--unit", choices=Unit.values, default=Unit.SOM, help="What bare numbers count."
        )
        parser.add_argument("--resolution", help="The number of the resolution that amends.")
        parser.add_argument("--take-in", action="store_true", help="Store what would change.")
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            default=settings.LANGUAGE_CODE,
            help="The language of the report.",
        )

    def handle(self, *args, year, file, unit, resolution, take_in, language, **options):
        with translation.override(language):
            budget, act = _budget(year), _resolution(resolution)
            try:
                with file.open("rb") as opened:
                    self._handle(budget, File(opened, name=file.name), unit, act, take_in)
            except OSError as error:
                raise CommandError(str(error)) from error

    def _handle(self, budget, file, unit, resolution, take_in):
        self.stdout.write(_("Reading %(file)s …") % {"file": file.name})
        try:
            sheet = read_sheet(file, unit)
        except WorkbookRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("Comparing %(count)s rows …") % {"count": len(sheet.lines)})
        upload = keep(budget, file, unit=unit, resolution=resolution)
        plan = try_out(upload, sheet)
        self._tell(plan)
        if plan.is_refused:
            raise CommandError(_("Nothing has been stored. Correct the file first."))
        if take_in and not plan.is_empty:
            self._take_in(upload, plan)
        else:
            self.stdout.write(_("Nothing has been stored."))

    def _take_in(self, upload, plan):
        self.stdout.write(_("Taking in …"))
        try:
            take_in(upload, digest=plan.digest())
        except TakenAlready:
            raise CommandError(_("This file was taken in before. Nothing was added.")) from None
        except NotTaken as refusal:
            self._tell(refusal.plan)
            why = refusal.sentences or [_("The budget was changed meanwhile.")]
            raise CommandError("\n".join([*why, _("Nothing has been stored.")])) from None
        self.stdout.write(self.style.SUCCESS(_("Taken in.")))

    def _tell(self, plan):
        self._list(plan.complaints)
        self._list(plan.problems, MOST_PROBLEMS)
        self._list(plan.warnings, MOST_PROBLEMS)
        for word, count in counts(plan):
            self.stdout.write(f"{word}: {count}")
        lines = (
            f"{each.line.number} {each.title}. {each.what}: {each.old} → {each.new}"
            for each in shown_changes(plan)
        )
        self._list(list(lines), MOST_CHANGES)
        if plan.is_empty and not plan.is_refused:
            self.stdout.write(_("This file adds nothing: everything in it is stored already."))

    def _list(self, things, most=MOST_PROBLEMS):
        for each in things[:most]:
            self.stdout.write(str(each).rstrip())
        if len(things) > most:
            self.stdout.write(_("And %(count)s more.") % {"count": len(things) - most})


def _budget(year):
    budget = Budget.objects.filter(year=year).first()
    if budget is None:
        raise CommandError(_("There is no budget of the year %(year)s.") % {"year": str(year)})
    return budget


def _resolution(number):
    if not number:
        return None
    acts = LocalAct.objects.filter(kind=LocalAct.Kind.RESOLUTION, number=number)
    if acts.count() != 1:
        raise CommandError(
            _("%(count)s resolutions have the number %(number)s; it must be one.")
            % {"count": acts.count(), "number": number}
        )
    return acts.get()
