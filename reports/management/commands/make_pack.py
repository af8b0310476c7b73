from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from groups.models import Village
from hearings.papers.pdf import PdfImpossible
from reports.packs.folder import Folder
from reports.packs.making import document, work_off
from reports.packs.order import PDF, WORD, Order
from reports.registry import REPORTS


class Command(BaseCommand):
    help = (
        "Makes a session pack: the reports of the account as one PDF or Word file. The site calls "
        "it with the name of an order; an operator names the file: "
        "manage.py make_pack --language ky --years 2024-2026 --to pack.pdf"
    )

    def add_arguments(self, parser):
        parser.add_argument("token", nargs="?", help="an order of the site")
        parser.add_argument("--to", help="the file to write")
        parser.add_argument("--language", choices=dict(settings.LANGUAGES), default="ky")
        parser.add_argument("--format", choices=[PDF, WORD], default=PDF)
        parser.add_argument("--years", default="", help="2026, or 2024-2026")
        parser.add_argument("--village", type=int, help="the number of a village")
        parser.add_argument("--reports", nargs="+", choices=REPORTS, default=[])
        parser.add_argument("--title", default="", help="what stands on the cover")

    def handle(self, *args, token, to, years, **wanted):
        if token:
            return self._ordered(token)
        if not to:
            raise CommandError("Name the file to write: --to pack.pdf")
        first, _dash, last = years.partition("-")
        try:
            years = {"first_year": int(first), "last_year": int(last or first)} if first else {}
        except ValueError as error:
            raise CommandError("Write the years so: 2026, or 2024-2026.") from error
        names = ("language", "format", "village", "reports", "title")
        order = Order(**years, **{name: wanted[name] for name in names})
        try:
            made = document(order, self._say)
        except PdfImpossible as error:
            raise CommandError(
                "This machine cannot make PDF files: the library Pango is missing. "
                "Add --format docx."
            ) from error
        except Village.DoesNotExist as error:
            raise CommandError("There is no village with this number.") from error
        with open(to, "wb") as file:
            file.write(made)
        return f"{to}: {len(made)}"

    def _ordered(self, token):
        folder = Folder.find(token)
        if folder is None:
            raise CommandError("There is no such order.")
        if not work_off(folder, self._say):
            raise CommandError("The pack could not be made; the log says why.")

    def _say(self, number, count, title):
        self.stderr.write(f"{number} / {count}: {title}" if title else "Laying out the pages")
