"""Years of work at the desk: whatever is done to budgets, at random, through their doors.

What the doors let through is written into the `Books`; what they refuse changes nothing there.
"""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from budget.models import Amendment, Budget, BudgetLine, ClassificationCode
from budget.models.choices import Source
from groups.models import Village
from hearings import receipts
from hearings.models import Hearing, LocalAct, Proposal
from programs.models import Measure
from tests.budget.books import Books, Entry, Undertaking
from tests.codes import load_codes

WHY = {"ky": "Себеби бар.", "ru": "Есть причина.", "en": "There is a reason."}
TITLE = {"title_ky": "Көпүрө", "title_ru": "Мост", "title_en": "Bridge"}
FUNCTIONS = ("7011", "7045", "7063", "7091", "710")
REVENUES = ("111", "13", "142")
VILLAGES, PROPOSALS, MEASURES = 3, 12, 6
# More lines in the year of today than stand on a page.
LINES = {-1: 25, 0: 58, 1: 12}


class Desk:
    """Somebody who does everything that can be done, for so many figures and links."""

    def __init__(self, chance, this_year):
        self.chance, self.books = chance, Books()
        self.this_year = this_year
        self.done = self.refused = self.acts = 0

    # The rooms are furnished

    def open(self, clerk):
        load_codes()
        self.codes = {code.code: code for code in ClassificationCode.objects.all()}
        self.villages = [Village.objects.create(name_ky=f"Айыл {n}") for n in range(VILLAGES)]
        self.hearing = Hearing(kind="budget_draft", place_ky="Клуб", subject_year=2027)
        self.hearing.publish_past(by=clerk)
        self.proposals = [self.proposal(number, clerk) for number in range(PROPOSALS)]
        self.measures = [Measure.objects.create(**TITLE) for _ in range(MEASURES)]
        self.books.measures = {measure.pk: Undertaking() for measure in self.measures}
        self.budgets = {}
        for step, lines in LINES.items():
            self.draft(self.this_year + step, lines)
        return self

    def proposal(self, number, clerk):
        proposal, _new = Proposal.submit(
            secret=receipts.new_secret(), text=f"Көпүрө керек, {number}", language="ky"
        )
        # One of them nobody has looked at: it counts nowhere.
        if number:
            proposal.publish(by=clerk)
            self.books.public.add(proposal.number)
        return proposal

    def act(self):
        self.acts += 1
        return LocalAct.objects.create(
            kind="resolution", number=f"{self.acts}/5", adopted_on=date(2026, 1, 20)
        )

    def draft(self, year, lines):
        self.budgets[year] = Budget.objects.create(year=year)
        self.books.amendments[year] = []
        self.books.drafts.add(year)
        for _ in range(lines):
            self.add_line(year)
        self.budgets[year].hear(self.hearing)

    # Whether a door lets it through

    def attempt(self, door, *args, **values):
        try:
            with transaction.atomic():
                made = door(*args, **values)
        except ValidationError:
            self.refused += 1
            return None
        self.done += 1
        return made or True

    def amount(self, most=900_000_00):
        return Decimal(self.chance.randrange(most)) / 100

    def note(self):
        return self.chance.choice([None, WHY])

    def some(self, things, most):
        things = list(things)
        return self.chance.sample(things, min(len(things), self.chance.randint(1, most)))

    def stored(self, entry):
        return BudgetLine.objects.select_related("budget").get(pk=entry.pk)

    # A draft

    def new_line(self, year):
        number = f"{self.chance.choice(FUNCTIONS)}-{len(self.books.of(year)) + 1}"
        revenue = self.chance.random() < 0.3
        source = self.chance.choice(Source.values)
        code = self.codes[self.chance.choice(REVENUES if revenue else FUNCTIONS)]
        line = BudgetLine(
            budget=self.budgets[year],
            number=number,
            side="revenue" if revenue else "expenditure",
            source=source,
            function=None if revenue else code,
            economic=code if revenue else self.codes["2222"],
            village=self.chance.choice([None, *self.villages]),
            **TITLE,
        )
        root = "" if revenue else code.root.code
        return line, Entry(year, number, line.side, source, root, line.village_id)

    def add_line(self, year):
        line, entry = self.new_line(year)
        line.planned_draft = entry.draft = self.amount()
        line.full_clean()
        line.save()
        self.keep(line, entry)

    def keep(self, line, entry):
        entry.pk = line.pk
        self.books.entries.append(entry)
        self.done += 1

    def edit_a_draft(self, year):
        """On an approved budget this is refused."""
        line = self.stored(self.chance.choice(self.books.of(year)))
        line.planned_draft = self.amount()
        if self.attempt(lambda: (line.full_clean(), line.save())):
            self.books.entry(year, line.number).draft = line.planned_draft

    def leave_out_an_amount(self, year):
        line = self.stored(self.chance.choice(self.books.of(year)))
        line.planned_draft = None
        if self.attempt(lambda: (line.full_clean(), line.save())):
            self.books.entry(year, line.number).draft = None

    # The doors of a budget

    def approve(self, year):
        entries = self.books.of(year)
        printed = self.chance.choice([None, self.amount()])
        door = self.budgets[year].approve
        if self.attempt(door, self.act(), revenue=printed, discrepancy=WHY):
            self.books.drafts.discard(year)
            for entry in entries:
                entry.approved = entry.draft

    def reopen(self, year):
        """What is approved becomes a draft again; impossible once something is built on it."""
        self.budgets[year].refresh_from_db()
        was_reported = self.budgets[year].status == "reported"
        if self.attempt(self.budgets[year].reopen, note=WHY) and not was_reported:
            self.books.drafts.add(year)
            for entry in self.books.of(year):
                entry.approved = None

    def report(self, year):
        self.attempt(self.budgets[year].report, resolution=self.act())

    def amend(self, year):
        entries = self.some(self.books.of(year), 9)
        changes = [self.chance.choice([-1, 1, 1]) * self.amount(200_000_00) for _ in entries]
        pairs = [
            (self.stored(entry), change) for entry, change in zip(entries, changes, strict=True)
        ]
        new = [self.new_line(year)] if self.chance.random() < 0.2 else []
        pairs += [(line, self.amount() + 1) for line, _entry in new]
        made = self.attempt(self.budgets[year].amend, self.act(), pairs, note=self.note())
        if not made:
            return
        for line, entry in new:
            entry.draft = entry.approved = Decimal(0)
            self.keep(line, entry)
        self.write_down(year, made)

    def write_down(self, year, amendment):
        self.books.amendments[year].append(amendment.pk)
        for change in amendment.changes.select_related("line"):
            self.books.entry(year, change.line.number).changes[amendment.pk] = change.change
            self.done += 1

    def reverse(self, year):
        amendments = self.books.amendments[year]
        if amendments:
            amendment = Amendment.objects.get(pk=self.chance.choice(amendments))
            if made := self.attempt(amendment.reverse, note=WHY):
                self.write_down(year, made)

    def execute(self, year):
        quarter = self.chance.choice([1, 1, 2, 2, 3, 4])
        entries = self.some(self.books.of(year), 14)
        figures = [(entry, self.executed(entry, quarter), self.note()) for entry in entries]
        taken = self.attempt(
            self.budgets[year].record_execution,
            [(self.stored(entry), quarter, amount, note) for entry, amount, note in figures],
        )
        if taken:
            for entry, amount, _note in figures:
                entry.quarters[quarter] = amount
            self.done += len(figures)

    def executed(self, entry, quarter):
        """Mostly what fits: a part of the plan that grows; now and then something else."""
        if entry.plan is None or self.chance.random() < 0.02:
            return self.amount()
        part = Decimal(20 * quarter + self.chance.randrange(18)) / 100
        return (entry.plan * part).quantize(Decimal("0.01"))

    # What a line names, and who may read it

    def name_proposals(self, year):
        entry = self.chance.choice(self.books.of(year))
        named = self.some(self.proposals, 3) if self.chance.random() < 0.7 else []
        self.stored(entry).proposals.set(named)
        entry.proposals = {proposal.number for proposal in named}
        self.done += 1

    def name_a_measure(self, year):
        entry = self.chance.choice(self.books.of(year))
        line = self.stored(entry)
        line.measure = self.chance.choice([None, *self.measures])
        line.village = self.chance.choice([None, *self.villages])
        line.full_clean()
        line.save()
        entry.measure, entry.village = line.measure_id, line.village_id
        self.done += 1

    def answer_proposals(self, _year):
        measure = self.chance.choice(self.measures)
        named = self.some(self.proposals, 2)
        measure.proposals.set(named)
        self.books.measures[measure.pk].proposals = {proposal.number for proposal in named}
        self.done += 1

    def hide_or_show(self, _year):
        measure = self.chance.choice(self.measures)
        measure.is_public = self.chance.random() < 0.8
        measure.save()
        self.books.measures[measure.pk].is_public = measure.is_public
        self.done += 1

    def take_down_or_restore(self, _year):
        proposal = self.chance.choice(self.proposals[1:])
        proposal.refresh_from_db()
        if proposal.status == "declined":
            proposal.restore(by=None)
            proposal.publish(by=None)
            self.books.public.add(proposal.number)
        else:
            proposal.decline(by=None, reason_code="insults", reason=WHY)
            self.books.public.discard(proposal.number)
        self.done += 1

    # The day's work

    DRAFTING = ("add_line", "edit_a_draft", "leave_out_an_amount", "name_proposals")
    LINKING = ("name_proposals", "name_a_measure", "answer_proposals", "hide_or_show")
    WORKING = (*("amend", "execute") * 4, "reverse", "edit_a_draft", *LINKING)

    def work(self, deeds):
        last, this, following = self.budgets
        for _ in range(20):
            self.do(self.DRAFTING[:2], last, this)
        self.correct_amounts(last, this)
        for year in (last, this):
            self.approve(year)
        self.reopen(this)
        self.edit_a_draft(this)
        self.approve(this)
        while self.done < deeds:
            self.do(self.WORKING, last, this, this, this)
            self.do((*self.DRAFTING, *self.LINKING, "take_down_or_restore"), following)
        self.report(last)
        self.reopen(last)
        self.report(last)
        return self

    def do(self, deeds, *years):
        getattr(self, self.chance.choice(deeds))(self.chance.choice(years))

    def correct_amounts(self, *years):
        """Nothing is approved before every line has its amount, as the door says."""
        for year in years:
            line = self.stored(self.books.of(year)[0])
            line.planned_draft = None
            line.save()
            assert self.attempt(self.budgets[year].approve, self.act()) is None
            line.planned_draft = self.books.of(year)[0].draft
            line.save()
