"""The invented budgets and measures: sums agree, and every turn of the way to a result occurs."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from aimak_portal import demo
from aimak_portal.demo.reading import read
from budget.models import Amendment, Budget, BudgetLine, BudgetStep, Execution
from budget.models.choices import Side
from budget.models.choices import Source as MoneySource
from hearings.models import Proposal
from hearings.models.choices import ACCEPTED
from hearings.models.choices import Status as ProposalStatus
from programs.models import Contribution, Measure, MeasureStep, Program
from programs.models.choices import Source, Status

LANGUAGES = ("ky", "ru", "en")
# Three quarters of the year are closed.
TODAY = date(2026, 11, 20)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    """Loaded once for the whole file: no test here writes."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.load(sample=True, say=lambda line: None, today=TODAY)
        yield
        transaction.set_rollback(True)


def budget(years_ahead):
    """The budget of this year (0), of the one before (−1) or after it (1)."""
    return Budget.objects.get(year=TODAY.year + years_ahead)


def invented():
    """The measures that the sources do not know: those of the sources have no years."""
    return Measure.objects.filter(first_year__isnull=False)


# Budgets


def test_there_is_a_year_reported_one_approved_and_one_heard():
    statuses = [budget(years_ahead).status for years_ahead in (-1, 0, 1)]

    assert statuses == ["reported", "approved", "heard"]
    assert Budget.objects.count() == 3
    assert budget(-1).report_hearing.subject_year == budget(-1).year
    for each in Budget.objects.all():
        assert each.hearing.subject_year == each.year
        assert each.is_public


def test_revenue_equals_expenditure_in_every_plan():
    for each in Budget.objects.all():
        sums = each.sums()
        for plan in ("draft", "approved", "revised"):
            assert getattr(sums[Side.REVENUE], plan) == getattr(sums[Side.EXPENDITURE], plan)
        assert each.mismatches() == []


def test_the_resolutions_print_the_sums_of_the_lines():
    for each in Budget.objects.approved():
        sums = each.sums()
        assert each.resolution_revenue == sums[Side.REVENUE].approved
        assert each.resolution_expenditure == sums[Side.EXPENDITURE].approved
        assert str(each.year) in each.resolution.title_ky


def test_a_budget_has_about_sixty_lines():
    for each in Budget.objects.all():
        assert 60 <= each.lines.count() <= 72


def test_approved_figures_and_amendments_make_the_revised_ones():
    for line in BudgetLine.objects.exclude(approved=None).with_figures():
        changes = sum((change.change for change in line.changes.all()), Decimal(0))
        assert line.approved + changes == line.revised


def test_each_executed_year_has_an_amendment_that_brings_a_line_and_balances():
    for each in Budget.objects.approved():
        amendment = Amendment.objects.for_page().get(budget=each)
        assert amendment.revenue == amendment.expenditure
        assert amendment.changes.filter(line__approved=0).exists()
        assert all(getattr(amendment, f"note_{code}") for code in LANGUAGES)
    cut = Amendment.objects.get(budget=budget(-1)).changes.filter(change__lt=0)
    assert cut.count() == 2


def test_all_amounts_are_whole_hundreds():
    figures = [
        *BudgetLine.objects.values_list("planned_draft", flat=True),
        *Execution.objects.values_list("executed", flat=True),
        *Amendment.objects.values_list("changes__change", flat=True),
    ]

    assert all(figure % 100 == 0 for figure in figures)


def test_the_balance_left_of_a_year_opens_the_next_one():
    sums = budget(-1).sums()

    left = sums[Side.REVENUE].executed - sums[Side.EXPENDITURE].executed
    opening = budget(0).lines.with_figures().get(number="5.1")
    assert opening.revised == left


def test_never_is_more_spent_than_has_come_in():
    for each in Budget.objects.approved():
        income = each.lines.revenue().sums_by_quarter()
        spent = each.lines.expenditure().sums_by_quarter()
        for quarter in (quarter for quarter in income if income[quarter] is not None):
            assert income[quarter] >= spent[quarter]


def test_the_reserve_fund_is_one_percent():
    for each in Budget.objects.all():
        fund = each.lines.get(number="7011-12")
        whole = each.sums()[Side.EXPENDITURE].draft
        assert abs(fund.planned_draft - whole / 100) < 100


def test_the_pasture_fee_goes_to_pastures_and_the_parents_fees_to_their_kindergarten():
    for each in Budget.objects.all():
        plans = dict(each.lines.values_list("number", "planned_draft"))
        for income, use in (("3.3", "7042-1"), ("4.1", "7091-5"), ("4.2", "7091-10")):
            assert plans[income] == plans[use]


def quarters(each):
    return sorted(
        set(Execution.objects.filter(line__budget=each).values_list("quarter", flat=True))
    )


def test_the_year_before_is_executed_in_full_and_this_one_so_far():
    assert quarters(budget(-1)) == [1, 2, 3, 4]
    assert quarters(budget(0)) == [1, 2, 3]
    assert quarters(budget(1)) == []


def test_one_figure_is_above_its_plan_and_says_why():
    above = [
        line
        for line in BudgetLine.objects.with_figures()
        if line.executed is not None and line.executed > line.plan
    ]

    assert [line.number for line in above] == ["2.7"]
    note = above[0].executions.get(quarter=4)
    assert all(getattr(note, f"note_{code}") for code in LANGUAGES)


def test_one_figure_was_corrected_and_the_old_one_stays():
    step = BudgetStep.objects.get(verb=BudgetStep.Verb.CORRECTED)

    assert (step.old, step.new) == (Decimal(60_200), Decimal(58_700))
    assert step.line.executions.get(quarter=2).executed == Decimal(58_700)


def test_each_deed_is_done_by_the_account_whose_task_it_is():
    verbs = BudgetStep.Verb
    by = set(BudgetStep.objects.values_list("verb", "by__username"))

    assert by == {
        (verbs.HEARD, "treasurer"),
        (verbs.APPROVED, "head"),
        (verbs.AMENDED, "head"),
        (verbs.CORRECTED, "treasurer"),
        (verbs.REPORTED, "head"),
    }
    assert set(Execution.objects.values_list("by__username", flat=True)) == {"treasurer"}
    steps = MeasureStep.objects.filter(measure__in=invented())
    assert set(steps.values_list("by__username", flat=True)) == {"clerk"}


def test_nothing_of_the_sample_lies_in_the_future():
    assert not BudgetStep.objects.filter(at__date__gte=TODAY).exists()
    assert not Execution.objects.filter(at__date__gte=TODAY).exists()
    assert not MeasureStep.objects.filter(measure__in=invented(), at__date__gte=TODAY).exists()


def test_steps_stand_in_the_order_of_time():
    for each in Budget.objects.all():
        moments = list(each.steps.values_list("at", flat=True))
        assert moments == sorted(moments)
    for measure in invented():
        moments = list(measure.steps.values_list("at", flat=True))
        assert moments == sorted(moments)


# Measures


def test_every_status_of_a_measure_occurs():
    assert set(invented().values_list("status", flat=True)) == set(Status.values)
    assert invented().count() == 12


def test_every_source_occurs_and_money_of_every_kind_but_the_unnamed():
    assert set(Contribution.objects.values_list("source", flat=True)) == set(Source.values)
    sources = set(BudgetLine.objects.values_list("source", flat=True))
    assert sources == set(MoneySource.values) - {MoneySource.OTHER}


def test_measures_stand_in_the_programme_of_their_year_or_outside_any():
    planned = {
        table["title"]["en"]: table["in_program"] for table in read("invented/measures")["measure"]
    }

    assert set(planned.values()) == {True, False}
    for measure in invented():
        of_the_year = Program.objects.in_force(measure.first_year).first()
        assert measure.program == (of_the_year if planned[measure.title_en] else None)


def test_what_the_local_budget_gave_to_a_done_measure_was_spent_on_its_lines():
    for measure in invented().done().filter(lines__isnull=False).distinct():
        lines = measure.lines.expenditure().with_figures()
        spent = sum(line.executed for line in lines)
        public = (Source.LOCAL_BUDGET, Source.REPUBLICAN_BUDGET, Source.DONOR)
        gave = measure.contributions.filter(source__in=public).totals()["stated"]
        assert spent == gave, measure.title_en


def test_a_measure_under_way_tells_of_its_progress():
    for measure in invented().filter(status=Status.UNDER_WAY):
        assert any(step.is_note for step in measure.steps.all())
    month_ago = TODAY - timedelta(days=31)
    assert not Measure.objects.without_progress_since(month_ago).exists()


def test_done_measures_have_results_and_some_have_photos_before_and_after():
    for measure in invented().done():
        assert measure.results.exists()
    lamps = invented().get(sector="lighting")
    assert [photo.moment for photo in lamps.photos.public()] == ["before", "after"]
    assert all(photo.caption_ky for photo in lamps.photos.all())
    assert lamps.beneficiaries()


@pytest.mark.parametrize(
    "model", [Measure, BudgetLine, Contribution], ids=lambda each: each.__name__
)
def test_what_is_said_in_one_language_is_said_in_all_three(model):
    columns = [each.name[:-3] for each in model._meta.fields if each.name.endswith("_ky")]

    for record in model.objects.all():
        for column in columns:
            said = {bool(getattr(record, f"{column}_{code}")) for code in LANGUAGES}
            assert len(said) == 1, f"{record}: {column}"


# The way from words to a result, whole and broken


def about(summary):
    return Proposal.objects.get(summary_en=summary)


def lines_of(proposal):
    return BudgetLine.objects.answering(proposal).expenditure().with_figures()


def test_a_proposal_goes_the_whole_way_to_a_result():
    lamps = about("Light the street that leads to the school in Ak-Bashat")

    measure, line = lamps.measures.get(), lines_of(lamps).get()
    assert (lamps.status, measure.status) == (ProposalStatus.IMPLEMENTED, Status.DONE)
    assert 0 < line.executed <= line.plan
    assert measure.results.exists()


def test_a_proposal_has_a_measure_and_no_line():
    roof = about("Replace the roof of the kindergarten in Airy-Tam")

    assert roof.measures.get().status == Status.PLANNED
    assert not lines_of(roof).exists()


def test_a_line_of_an_approved_budget_has_nothing_spent():
    bridge, heater = (
        about("Repair the footbridge in Kara-Unkur"),
        about("Heat the library in Airy-Tam"),
    )

    assert lines_of(bridge).get().executed == 0
    assert bridge.measures.get().status == Status.UNDER_WAY
    assert lines_of(heater).get().executed is None
    assert heater.measures.get().status == Status.FUNDED


def test_a_line_stands_only_in_the_draft_of_next_year():
    sports = about("Make a sports ground in Alma-Bel")

    line = lines_of(sports).get()
    assert (line.budget, line.approved) == (budget(1), None)


def test_a_line_answers_a_proposal_of_which_nobody_made_a_measure():
    snow = about("Clear the road of Sovet-Say of snow")

    assert not snow.measures.exists()
    assert [line.budget for line in lines_of(snow).newest_first()] == [budget(1), budget(0)]


def test_accepted_proposals_have_neither_a_measure_nor_a_line():
    forgotten = [
        proposal.summary_ky
        for proposal in Proposal.objects.filter(status__in=ACCEPTED, measures__isnull=True)
        if not lines_of(proposal).exists()
    ]

    assert sorted(forgotten) == [
        "Айылдык клубда шахмат ийримин ачуу",
        "Негизги арыкты жазга чейин тазалоо",
    ]


def test_a_stopped_measure_says_why_and_leaves_the_proposal_on_its_way():
    well = about("A water well for the upper street of Sovet-Say")

    measure = well.measures.get()
    assert measure.status == Status.STOPPED
    assert measure.steps.last().note_en.startswith("The trial drilling showed")
    assert well.status == ProposalStatus.IN_PROGRESS
    line = lines_of(well).get()
    assert 0 < line.executed < line.plan


def test_a_result_was_reached_without_money_of_the_budget():
    swings = about("Put up swings in the kindergarten of Jany-Shaar")

    assert swings.status == ProposalStatus.IMPLEMENTED
    assert not lines_of(swings).exists()
    assert swings.measures.get().contributions.filter(source=Source.PRIZE).exists()


def test_proposals_and_their_measures_tell_the_same():
    for measure in invented().done():
        statuses = set(measure.proposals.values_list("status", flat=True))
        assert statuses <= {ProposalStatus.IMPLEMENTED}
    for measure in invented().filter(status__in=[Status.PLANNED, Status.FUNDED]):
        statuses = set(measure.proposals.values_list("status", flat=True))
        assert statuses <= {ProposalStatus.IN_BUDGET, ProposalStatus.IN_PROGRAM}
    for measure in invented().filter(status=Status.UNDER_WAY):
        statuses = set(measure.proposals.values_list("status", flat=True))
        assert statuses <= {ProposalStatus.IN_PROGRESS}
