"""Report 3: the money of the lines that answer proposals, and the promises that got none."""

from datetime import date
from decimal import Decimal

import pytest

from aimak_portal import glance
from budget.citizens import CitizensBudget
from budget.models import Budget, BudgetLine
from hearings.models import Proposal
from programs.models import Measure
from tests import deeds
from tests.queries.counting import asked
from tests.reports.reading import page, table, words
from tests.reports.sections import figures

pytestmark = pytest.mark.usefixtures("in_2026")

REASON = {"ky": "Себеби бар.", "ru": "Есть причина.", "en": "There is a reason."}
ADDRESS = "/en/reports/voice/"


@pytest.fixture
def promise(publish, clerk):
    """A proposal that was accepted into the budget."""

    def promise(status=Proposal.Status.IN_BUDGET, on=None, referred_to=None, **values):
        proposal = publish(**values)
        proposal.decide(status, by=clerk, reason=REASON, on=on, referred_to=referred_to)
        return proposal

    return promise


@pytest.fixture
def year(aimak, promise):
    """A budget of which one line names a proposal, one carries it through its measure."""
    budget = deeds.budget(2026)
    first, second = promise(), promise(sector="water")
    deeds.line(budget, "1", "1000.10", proposals=[first])
    deeds.line(budget, "2", "2000.20", measure=deeds.measure("Pipe", second))
    deeds.line(budget, "3", "7000.70")
    deeds.approve(budget)
    budget.lines.get(number="1").record_execution(3, Decimal("300.30"))
    budget.lines.get(number="3").record_execution(3, Decimal("700.10"))
    return budget


def of_2026(**chosen):
    return table("voice", "years", **chosen)["2026"]


def named(key, **chosen):
    """The names of the rows of a list."""
    return [name for name in table("voice", key, **chosen) if name != "total"]


def test_lines_answer_by_name_or_through_their_measure_and_add_up_to_the_tiyin(year):
    row = of_2026()

    assert (row["lines"], row["plan"], row["plan_whole"]) == (
        2,
        Decimal("3000.30"),
        Decimal("10001.00"),
    )
    assert row["plan_share"] == Decimal("3000.30") / Decimal("10001.00")
    assert (row["executed"], row["executed_whole"]) == (Decimal("300.30"), Decimal("1000.40"))
    assert row["executed_share"] == Decimal("300.30") / Decimal("1000.40")


def test_a_line_without_an_executed_figure_is_counted_apart(year):
    assert "Lines that answer proposals and have no executed figure: 1" in words("voice")


def test_the_share_is_that_of_the_home_page_and_of_the_page_of_the_year(year):
    row, money, full = of_2026(), glance.money(), CitizensBudget(year)

    assert row["plan_share"] == money.asked_share == full.asked_share
    assert row["plan"] == money.asked.plan == full.asked.now.plan
    assert row["executed_whole"] == money.expenditure.executed


def test_several_years_have_a_total_whose_shares_rest_on_what_both_state(year, promise):
    later = deeds.budget(2027, is_public=True)
    deeds.line(later, "1", "999", proposals=[promise()])

    total, draft = (table("voice", "years")[name] for name in ("total", "2027"))

    assert total["plan"] == Decimal("3999.30")
    assert total["executed_share"] == Decimal("300.30") / Decimal("1000.40")
    # A draft cannot be executed yet: nothing is left unstated there.
    assert (draft["executed"], draft["executed_share"]) == ("", "")
    assert "Not approved yet, so the draft stands here: 2027" in words("voice")


def test_where_no_line_answers_a_proposal_the_sum_is_a_true_zero(aimak):
    budget = deeds.budget(2026)
    deeds.line(budget, "1", "500")
    deeds.approve(budget)

    assert (of_2026()["plan"], of_2026()["plan_share"]) == (0, 0)


def test_a_zero_of_one_year_says_nothing_of_a_year_that_states_no_figure(aimak, promise):
    silent, other = deeds.budget(2025), deeds.budget(2026)
    deeds.line(silent, "1", "65000", proposals=[promise()])
    for budget in (silent, other):
        deeds.line(budget, "9", "500")
        deeds.approve(budget)
        budget.lines.get(number="9").record_execution(3, Decimal("50"))

    total = table("voice", "years")["total"]

    assert (total["executed"], total["executed_share"]) == (None, None)
    assert "Not stated" in figures("voice")["Executed on these lines"]


def test_what_stands_in_drafts_is_told_beside_the_plan(year, promise):
    assert "stands in drafts" not in words("voice")
    later = deeds.budget(2027, is_public=True)
    deeds.line(later, "1", "999", proposals=[promise()])

    assert "Of what is planned, 999 som stands in drafts" in words("voice")


HIDING = {
    "the proposals": lambda: Proposal.objects.update(status="submitted", published_at=None),
    "the measure": lambda: Measure.objects.update(is_public=False),
    "the budget": lambda: Budget.objects.update(is_public=False),
}


@pytest.mark.parametrize("what", HIDING)
def test_what_is_not_public_counts_for_nothing(year, what):
    assert of_2026()["lines"] == 2

    HIDING[what]()

    rows = table("voice", "years")
    assert "2026" not in rows or rows["2026"]["lines"] < 2


def test_years_choose_budgets(year):
    assert "2026" in table("voice", "years", first_year=2026)
    assert "No public budget has lines that fit this choice" in words("voice", last_year=2025)


def test_a_village_narrows_the_lines_and_what_shares_are_taken_of(year, village, other_village):
    year.lines.filter(number__in=["1", "3"]).update(village=village)

    row = of_2026(village=village.pk)

    assert (row["plan"], row["plan_whole"]) == (Decimal("1000.10"), Decimal("8000.80"))
    assert "for this village alone" in words("voice", village=village.pk)
    assert "2026" not in table("voice", "years", village=other_village.pk)


def test_a_topic_is_that_of_the_proposals_and_leaves_the_whole_as_it_is(year):
    row = of_2026(sector="water")

    assert (row["lines"], row["plan"]) == (1, Decimal("2000.20"))
    assert row["plan_whole"] == Decimal("10001.00")


def test_the_largest_lines_stand_first_with_how_many_proposals_they_answer(year):
    rows = table("voice", "largest")

    assert list(rows) == ["Берене 2 en", "Берене 1 en"]
    assert rows["Берене 1 en"]["proposals"] == 1
    assert rows["Берене 2 en"]["executed"] is None


def test_nothing_reported_and_a_reported_zero_are_told_apart(year, promise):
    added = deeds.budget(2025)
    deeds.line(added, "9", "40", proposals=[promise()])
    deeds.approve(added, deeds.act("2/2"))
    added.lines.get(number="9").record_execution(1, Decimal(0))

    rows = table("voice", "unspent")

    # The oldest stands first.
    assert list(rows) == ["Берене 9 en", "Берене 2 en"]
    assert (rows["Берене 9 en"]["executed"], rows["Берене 2 en"]["executed"]) == (0, None)
    assert "Without any reported figure: 1" in words("voice")


def test_a_line_of_a_draft_is_not_waited_for(aimak, promise):
    budget = deeds.budget(2026, is_public=True)
    deeds.line(budget, "1", "10", proposals=[promise()])

    assert "No approved line that answers a proposal is left unspent" in words("voice")


# Promises


MISSING = {
    "nothing": (lambda proposal: None, "Accepted, but no measure is named yet."),
    "a hidden measure": (
        lambda proposal: deeds.measure("Secret", proposal, is_public=False),
        "Accepted, but no measure is named yet.",
    ),
    "a line of a hidden budget": (
        lambda proposal: deeds.line(deeds.budget(), "1", "10", proposals=[proposal]),
        "Accepted, but no measure is named yet.",
    ),
    "a measure without money": (
        lambda proposal: deeds.measure("Pipe", proposal),
        "A measure is named, but no budget line yet.",
    ),
}


@pytest.mark.parametrize("answered_by", MISSING)
def test_a_promise_that_no_money_follows_is_told_in_the_words_of_its_own_page(
    client, promise, answered_by
):
    answer, missing = MISSING[answered_by]
    proposal = promise(text="Көпүрө керек")
    answer(proposal)

    rows = table("voice", "promises")

    assert [row["missing"] for row in rows.values()] == [missing]
    assert missing in client.get(f"/en/proposals/{proposal.number}/").content.decode()


def _stopped(proposal):
    deeds.measure("Pipe", proposal).move_to("stopped", reason=REASON)


KEPT = {
    "a line that names it": lambda proposal: deeds.line(
        deeds.budget(is_public=True), "1", "10", proposals=[proposal]
    ),
    "a line of its measure": lambda proposal: deeds.line(
        deeds.budget(is_public=True), "1", "10", measure=deeds.measure("Pipe", proposal)
    ),
    "a source of its measure": lambda proposal: deeds.gives(
        deeds.measure("Pipe", proposal), "donor", words="Pipes"
    ),
    "a measure that was stopped": _stopped,
}


@pytest.mark.parametrize("answered_by", KEPT)
def test_a_promise_with_money_or_an_end_is_not_in_the_list(promise, answered_by):
    proposal = promise()
    assert len(named("promises")) == 1

    KEPT[answered_by](proposal)

    assert "No accepted proposal of this choice is without a line" in words("voice")


def test_only_accepted_proposals_are_promises(publish, promise):
    publish(text="Күтүүдө")
    promise(Proposal.Status.REFERRED, text="Башкага", referred_to="Район")
    promise(Proposal.Status.IN_PROGRAM, text="Кабыл алынды")

    assert named("promises") == ["Кабыл алынды"]


def test_promises_are_of_the_year_of_their_decision(promise):
    promise(text="Эски", on=date(2026, 11, 19))

    assert named("promises", first_year=2026) == ["Эски"]
    assert named("promises", last_year=2025) == []


def test_promises_are_narrowed_by_village_and_topic(promise, village, other_village):
    promise(text="Суу", sector="water", village=village)
    promise(text="Жол", sector="roads", village=other_village)

    assert named("promises", village=village.pk) == ["Суу"]
    assert named("promises", sector="roads") == ["Жол"]


def test_a_long_list_shows_the_oldest_and_says_how_many_there_are(promise, monkeypatch):
    monkeypatch.setattr("reports.totals.voice.MOST", 2)
    for number in range(3):
        promise(text=f"Сөз {number}", on=date(2026, 11, 20 - number))

    assert named("promises") == ["Сөз 2", "Сөз 1"]
    assert "The list is long: 2 of 3 stand here." in words("voice")
    assert figures("voice")["Promises without money"] == "3"


def test_more_lines_and_promises_cost_no_more_queries(year, promise, client):
    promise()
    few = len(asked(client, ADDRESS))
    for number in range(12):
        line = BudgetLine.objects.get(number="1")
        line.pk, line.number = None, f"1-{number}"
        line.save()
        line.proposals.set([promise()])
        promise()

    assert len(asked(client, ADDRESS)) == few


def test_the_page_leads_to_lines_proposals_and_budgets(year, promise):
    waiting = promise()

    html = page("voice").content.decode()

    line = year.lines.get(number="2")
    assert f'href="/en/budget/2026/lines/{line.pk}/"' in html
    assert f'href="/en/proposals/{waiting.number}/"' in html
    assert 'href="/en/budget/2026/"' in html
