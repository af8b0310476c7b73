"""What is not published stands in no table, no answer for machines and no archive."""

import pytest
from django.db.models import QuerySet
from django.test import Client

from reports.datasets import DATASETS
from reports.datasets.field import LINK, Field
from tests.aimak_portal.leaks import hidden_in, leaks, personal_in, told
from tests.reports.machines import rows

HIDDEN_ROWS = {
    "hearings": lambda house: [house.hearings["draft"].pk],
    "proposals": lambda house: [
        house.proposals[name].number
        for name in ("submitted", "returned", "declined", "taken down", "withdrawn")
    ],
    "local_acts": lambda house: [house.acts["hidden"].pk],
    "programs": lambda house: [house.programs["hidden"].pk],
    "measures": lambda house: [house.measures["hidden"].pk],
    "awards": lambda house: [house.awards["hidden"].pk],
    "budgets": lambda house: [house.budgets["draft"].year],
    "budget_lines": lambda house: [house.lines["draft 1"].pk, house.lines["draft 2"].pk],
}


@pytest.fixture
def reader():
    return Client()


def hidden_keys(house):
    return {table: read(house) for table, read in HIDDEN_ROWS.items()}


def every_address(house):
    """All rows of every table, as JSON and as files."""
    yield "/data/aimak.zip"
    for table in DATASETS:
        yield f"/data/{table}.csv"
        yield f"/api/v1/{table}/?limit=500"


def narrowed_to_hidden(house):
    """Every list narrowed to something that nobody may see."""
    hidden = hidden_keys(house)
    for table, dataset in DATASETS.items():
        for name, each in dataset.filters.items():
            for key in hidden.get(each.field.of, []) if each.field.kind == LINK else []:
                yield f"{table}/?{name}={key}"


def test_no_table_and_no_answer_tells_what_is_hidden_or_who_somebody_is(reader, house):
    assert leaks(reader, every_address(house)) == {}


def test_what_is_public_does_stand_there(reader, house):
    for address in ("/data/aimak.zip", "/data/proposals.csv", "/api/v1/proposals/?limit=500"):
        assert house.proposals["published"].number in told(reader.get(address))


def test_a_hidden_record_answers_as_one_that_never_was(reader, house):
    never = reader.get("/api/v1/hearings/999999/")
    for table, keys in hidden_keys(house).items():
        for key in keys:
            for headers in ({}, {"If-None-Match": "*"}, {"If-None-Match": 'W/"1"'}):
                response = reader.get(f"/api/v1/{table}/{key}/", headers=headers)
                assert (response.status_code, response.content) == (404, never.content)
                assert "ETag" not in response


def test_narrowing_to_something_hidden_finds_nothing(house):
    addresses = list(narrowed_to_hidden(house))

    assert len(addresses) > 20
    assert {address: rows(address) for address in addresses if rows(address)} == {}


def dangling(house):
    """Every value that names a row which nobody may see."""
    keys = {table: {row[0] for row in dataset.every()} for table, dataset in DATASETS.items()}
    found = []
    for table, dataset in DATASETS.items():
        for place, name in enumerate(dataset.names):
            field = next(each for each in dataset.fields if name in each.names)
            if field.kind != LINK:
                continue
            told_of = {row[place] for row in dataset.every()} - {None}
            found += [(table, name, value) for value in told_of - keys[field.of]]
    return found


def test_whatever_a_row_names_is_public_too(house):
    assert dangling(house) == []


def test_without_its_guard_a_row_would_name_what_is_hidden(house, monkeypatch):
    """Negative control."""
    monkeypatch.setattr(Field, "_guarded", lambda field, source: source)
    for dataset in DATASETS.values():
        monkeypatch.setattr(dataset.__class__, "_sources", property(_sources))
        monkeypatch.setattr(dataset.__class__, "_columns", property(_sources))
    tables = {table for table, _name, _value in dangling(house)}

    assert {"proposals", "local_acts", "measures", "awards", "programs", "budgets"} <= tables


def _sources(dataset):
    return [source for field in dataset.fields for source in field.sources]


# A lock, what lies behind it, and where it would then stand.
LOCKS = [
    (
        "hearings.models.hearing.HearingQuerySet.public",
        "hearings",
        "a hearing that is not announced",
    ),
    (
        "hearings.models.hearing.step.HearingStepQuerySet.public",
        "hearing_steps",
        "why a vote on that proposal was corrected",
    ),
    (
        "hearings.models.proposal.ProposalQuerySet.public",
        "proposals",
        "a proposal that waits to be checked",
    ),
    (
        "hearings.models.step.ProposalStepQuerySet.public",
        "proposal_steps",
        "why it was returned",
    ),
    (
        "hearings.models.step.ProposalStepQuerySet.of_public_proposals",
        "proposal_steps",
        None,
    ),
    (
        "hearings.models.act.LocalActQuerySet.public",
        "local_acts",
        "an act that is not public",
    ),
    (
        "programs.models.program.ProgramQuerySet.public",
        "programs",
        "a programme that is not public",
    ),
    (
        "programs.models.program.ProgramSectorQuerySet.of_public_programs",
        "program_sectors",
        "a programme that is not public",
    ),
    (
        "programs.models.measure.MeasureQuerySet.public",
        "measures",
        "a measure that is not public",
    ),
    (
        "programs.models.step.MeasureStepQuerySet.of_public_measures",
        "measure_steps",
        "a note on that measure",
    ),
    (
        "programs.models.contribution.ContributionQuerySet.public",
        "contributions",
        "who helps with that measure",
    ),
    (
        "programs.models.result.ResultQuerySet.of_public_measures",
        "results",
        "a measure that is not public",
    ),
    (
        "programs.models.award.AwardQuerySet.public",
        "awards",
        "an award that is not public",
    ),
    (
        "budget.models.budget.BudgetQuerySet.public",
        "budgets",
        "a budget that is not published",
    ),
    (
        "budget.models.line.BudgetLineQuerySet.public",
        "budget_lines",
        "an amount of that budget",
    ),
]


@pytest.mark.parametrize(("lock", "table", "thing"), LOCKS)
def test_without_its_lock_each_hidden_thing_is_told(reader, house, monkeypatch, lock, table, thing):
    addresses = [f"/api/v1/{table}/?limit=500", f"/data/{table}.csv"]
    before = [len(told(reader.get(address))) for address in addresses]
    monkeypatch.setattr(lock, QuerySet.all)

    texts = [told(reader.get(address)) for address in addresses]

    assert all(len(text) > length for text, length in zip(texts, before, strict=True))
    if thing:
        assert all(thing in hidden_in(text) for text in texts)


LINKED = [
    ("hearing_postings", "hearings.models.posting.PostingQuerySet.of_public_hearings"),
    ("hearing_steps", "hearings.models.hearing.step.HearingStepQuerySet.public"),
    ("hand_votes", "hearings.models.vote.HandVoteQuerySet.of_public_proposals"),
    ("program_hearings", "programs.models.program.ProgramQuerySet.public_hearings"),
    ("measure_proposals", "programs.models.measure.MeasureQuerySet.public_answers"),
    ("line_proposals", "budget.models.line.BudgetLineQuerySet.public_answers"),
]


@pytest.mark.parametrize(("table", "lock"), LINKED)
def test_without_its_lock_a_link_leads_to_what_is_hidden(house, monkeypatch, table, lock):
    if lock.endswith(("public_hearings", "public_answers")):
        through = DATASETS[table].model
        monkeypatch.setattr(lock, lambda rows: through.objects.all())
    else:
        monkeypatch.setattr(lock, QuerySet.all)

    assert table in {table for table, _name, _value in dangling(house)}


def test_nobody_is_named_by_the_page_of_a_dataset(reader, house):
    for table in DATASETS:
        text = told(reader.get(f"/ky/data/{table}/"))
        assert not personal_in(text) and not hidden_in(text)
