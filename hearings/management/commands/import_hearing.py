from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from attachments.workbook.refusals import WorkbookRefused
from hearings.models import Hearing
from hearings.workbook.showing import MOST_PROBLEMS, counts, problem_tables
from hearings.workbook.taking import NotTaken, TakenAlready, take_in, try_file

# How often the progress is told while rows are entered.
STEP = 50


class Command(BaseCommand):
    """Try an Excel file of a hearing, and take it in: what the desk does, without a browser.

    Names, telephones and texts are not printed: what a terminal shows may be kept.
    """

    help = "Try an Excel file of one hearing; --take-in stores it, all of it or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="The workbook (.xlsx).")
        parser.add_argument(
            "--hearing", type=int, required=True, help="The number in the hearing's address."
        )
        parser.add_argument("--take-in", action="store_true", help="Store what would be entered.")
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            default=settings.LANGUAGE_CODE,
            help="The language of the report.",
        )

    def handle(self, *args, file, hearing, take_in, language, **options):
        with translation.override(language):
            found = _hearing(hearing)
            try:
                with file.open("rb") as opened:
                    self._handle(found, File(opened, name=file.name), take_in)
            except OSError as error:
                raise CommandError(str(error)) from error

    def _handle(self, hearing, file, take_in):
        self.stdout.write(_("Reading %(file)s …") % {"file": file.name})
        try:
            plan, upload = try_file(hearing, file)
        except WorkbookRefused as refusal:
            raise CommandError(str(refusal)) from refusal
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
            take_in(upload, digest=plan.digest(), progress=self._progress)
        except TakenAlready:
            raise CommandError(_("This file was taken in before. Nothing was added.")) from None
        except NotTaken as refusal:
            self._tell(refusal.plan)
            why = refusal.sentences or [_("The hearing was changed meanwhile.")]
            raise CommandError("\n".join([*why, _("Nothing has been stored.")])) from None
        self.stdout.write(self.style.SUCCESS(_("Taken in.")))

    def _progress(self, count):
        if count % STEP == 0:
            self.stdout.write(_("%(count)s rows …") % {"count": count})

    def _tell(self, plan):
        self._list(plan.complaints)
        for table in problem_tables(plan):
            self.stdout.write(table["caption"])
            self._list(table["problems"])
            if table["more"]:
                self.stdout.write(_("And %(count)s more.") % {"count": table["more"]})
        self._list(plan.warnings[:MOST_PROBLEMS])
        for word, count in counts(plan):
            self.stdout.write(f"{word}: {count}")
        if plan.is_empty and not plan.is_refused:
            self.stdout.write(_("This file adds nothing: everything in it is stored already."))

    def _list(self, things):
        for each in things:
            self.stdout.write(str(each).rstrip())


def _hearing(key):
    hearing = Hearing.objects.filter(pk=key).first()
    if hearing is None:
        raise CommandError(_("There is no hearing number %(number)s.") % {"number": str(key)})
    return hearing
