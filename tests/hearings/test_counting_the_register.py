"""The counts of the register are always those of the register, whoever changes it and how."""
# ruff: noqa: S608, every name put into a statement is one of ours

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearings import receipts
from hearings.counting import keeping, statements
from hearings.counting.keeping import count_anew, drift, keep_up
from hearings.counting.statements import COUNTS, REGISTER, triggers
from hearings.models import Proposal, ProposalCount
from hearings.models.choices import Status

RU, KY = {"ru": "Причина."}, {"ky": "Себеби."}


def total(**chosen):
    return ProposalCount.objects.narrowed(**chosen).total()


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def drop_triggers():
    on_table = f" ON {REGISTER}" if connection.vendor == "postgresql" else ""
    for name in triggers(connection.vendor):
        run(f"DROP TRIGGER {name}{on_table}")


def recounted():
    """What the command says, and with what number it ends."""
    said = StringIO()
    try:
        call_command("recount", stdout=said)
    except SystemExit as end:
        return said.getvalue(), end.code
    return said.getvalue(), 0


# In step


def test_nothing_is_counted_before_it_is_published(submit, clerk):
    proposal = submit()
    assert total() == 0
    proposal.publish(by=clerk)
    assert total() == 1


def test_who_sends_a_proposal_waits_for_no_count(submit, published):
    with CaptureQueriesContext(connection) as queries:
        submit(text="Жарык керек, кечинде көчө караңгы.")
    assert not [each["sql"] for each in queries if COUNTS in each["sql"]]
    # The database itself would not say so: what it counts on its own stays as it was.
    assert ProposalCount.objects.get().count == 1


def test_a_decision_leads_from_one_count_to_another(published, clerk):
    published.decide(Status.REJECTED, by=clerk, reason=RU, reason_code="no_money")
    assert (total(status="published"), total(status="rejected")) == (0, 1)
    assert ProposalCount.objects.totals() == {
        "received": 1,
        "decided": 1,
        "accepted": 0,
        "implemented": 0,
    }


def test_a_decision_that_is_taken_back_is_counted_back(decided, clerk):
    decided.take_back(by=clerk)
    assert (total(status="in_budget"), total()) == (0, 1)
    assert drift() == []


def test_what_is_taken_down_is_counted_no_more(published, clerk):
    published.decline(by=clerk, reason=KY, reason_code="insults")
    assert total() == 0
    assert not ProposalCount.objects.exists()


def test_who_withdraws_stays_in_the_register_as_withdrawn(published):
    published.withdraw()
    assert total(status="withdrawn") == total() == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "question"),
        ("sector", "roads"),
        ("channel", "paper"),
        ("village", None),
        ("from_group", True),
        ("sex", "female"),
        ("received_on", date(2019, 5, 4)),
        ("received_on", None),
    ],
)
def test_a_changed_property_is_counted_anew(published, publish, column, value):
    publish(text="Экинчи сунуш: аянтча керек.")
    setattr(published, column, value)
    published.save()
    assert drift() == []
    told = {"received_on": "year"}.get(column, column)
    counted = value.year if isinstance(value, date) else value
    assert ProposalCount.objects.get(**{told: counted}).count == 1
    assert total() == 2


def test_what_is_done_past_the_doors_is_counted_too(publish, other_village):
    first, second, third = (publish(text=f"Сунуш {word}.") for word in ("бир", "эки", "үч"))
    Proposal.objects.filter(pk__in=[first.pk, second.pk]).update(village=other_village)
    assert (total(village=other_village), total()) == (2, 3)
    run(f"UPDATE {REGISTER} SET sector = 'roads' WHERE id = %s", third.pk)
    assert total(sector="roads") == 1
    first.steps.all().delete()
    Proposal.objects.filter(pk=first.pk)._raw_delete(using="default")
    assert (total(village=other_village), total()) == (1, 2)
    assert drift() == []


def test_many_that_are_written_at_once_are_counted(published):
    copies = [Proposal.objects.get(pk=published.pk) for _copy in range(3)]
    for place, copy in enumerate(copies):
        copy.pk, copy.number = None, f"2001-{place:05d}"
        copy.receipt_digest, copy.intent = f"copy {place}", None
    Proposal.objects.bulk_create(copies)
    assert total() == 4
    assert drift() == []


@pytest.mark.postgresql
def test_a_count_is_written_once_however_many_proposals_a_statement_changes(publish, other_village):
    """Row by row each more writing passes over all those before: a million took half an hour."""
    for word in ("бир", "эки", "үч", "төрт", "беш"):
        publish(text=f"Сунуш {word}.")
    before = writings()
    Proposal.objects.update(village=other_village)
    # The new count is begun; the old one sinks to nothing and is removed.
    assert writings() - before == 3
    assert total(village=other_village) == 5
    assert drift() == []


def writings():
    """How often a count was written or removed in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n_tup_ins + n_tup_upd + n_tup_del "
            "FROM pg_stat_xact_user_tables WHERE relname = %s",
            [COUNTS],
        )
        return cursor.fetchone()[0]


@pytest.mark.postgresql
def test_a_count_that_is_wrong_already_stops_nobody(publish, other_village):
    for word in ("бир", "эки", "үч"):
        publish(text=f"Сунуш {word}.")
    ProposalCount.objects.update(count=1)
    Proposal.objects.update(village=other_village)
    assert total(village=other_village) == 3
    assert drift() == []


@pytest.mark.postgresql
def test_an_emptied_register_has_no_counts(published):
    # What waits to be checked at the end of a transaction would hold it up.
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run(f"TRUNCATE {REGISTER} CASCADE")
    assert not ProposalCount.objects.exists()


# Lost and found


def test_without_the_triggers_the_counts_would_drift(published, publish):
    drop_triggers()
    publish(text="Экинчи сунуш: аянтча керек.")
    assert total() == 1
    assert [(each.kept, each.right) for each in drift()] == [(1, 2)]


def test_what_migrate_finds_missing_it_makes_and_counts(published, publish):
    drop_triggers()
    publish(text="Экинчи сунуш: аянтча керек.")
    keep_up(using="default")
    assert total() == 2
    publish(text="Үчүнчү сунуш: жарык керек.")
    assert total() == 3


def test_what_an_older_version_made_gives_way_to_the_newer(published, publish, monkeypatch):
    newest = present()
    monkeypatch.setattr(statements.Statements, "count_in", lambda self, row: "SELECT 1;")
    monkeypatch.setattr(statements.Statements, "added_up", nothing_added_up)
    keep_up(using="default")
    assert present() != newest
    publish(text="Экинчи сунуш: аянтча керек.")
    assert drift() != []
    monkeypatch.undo()
    keep_up(using="default")
    assert present() == newest
    assert drift() == []
    publish(text="Үчүнчү сунуш: жарык керек.")
    assert total() == 3


def nothing_added_up(self, tables):
    return f"SELECT *, count AS difference FROM {COUNTS} WHERE false"


def present():
    """The triggers that keep the counts in this database."""
    with connection.cursor() as cursor:
        return keeping._present(connection, cursor)


def test_the_table_comes_back_too(published):
    drop_triggers()
    run(f"DROP TABLE {COUNTS}")
    keep_up(using="default")
    assert total() == 1


def test_what_stands_is_not_counted_again(published, monkeypatch):
    monkeypatch.setattr(keeping, "count_anew", pytest.fail)
    keep_up(using="default")
    assert total() == 1


def test_recount_says_that_all_is_right(published):
    assert recounted() == ("The counts are right.\n", 0)


@pytest.mark.parametrize(
    ("plant", "kept"),
    [
        (f"UPDATE {COUNTS} SET count = count + 7", 8),
        (f"DELETE FROM {COUNTS}", 0),
    ],
)
def test_recount_finds_what_was_written_past_it_and_puts_it_right(published, plant, kept):
    run(plant)
    said, code = recounted()
    assert f": {kept} kept, 1 in the register\n" in said
    assert "Counts put right: 1\n" in said
    assert code == 1
    assert recounted() == ("The counts are right.\n", 0)
    assert total() == 1


def test_recount_finds_a_count_of_what_never_was(published):
    run(f"UPDATE {COUNTS} SET cell = 'proposal/nowhere'")
    said, code = recounted()
    assert "proposal/nowhere: 1 kept, 0 in the register\n" in said
    assert (code, total()) == (1, 1)


def test_counting_anew_changes_nothing_that_is_right(publish, other_village):
    publish()
    publish(village=other_village, text="Жарык керек, кечинде көчө караңгы.")
    before = list(ProposalCount.objects.order_by("pk").values_list())
    count_anew()
    assert list(ProposalCount.objects.order_by("pk").values_list()) == before


# Told


CHOICES = [
    {},
    {"sector": "schools"},
    {"sector": "roads"},
    {"status": "in_budget"},
    {"kind": "proposal", "status": "published"},
    {"hearing": True},
    {"q": "автобус"},
]


@pytest.mark.parametrize("chosen", CHOICES, ids=str)
def test_the_register_tells_how_many_it_lists(
    client, decided, publish, hearing, other_village, chosen
):
    publish(sector="roads", village=other_village, text="Жолду оңдоо керек.", hearing=hearing)
    publish(text="Жарык керек, кечинде көчө караңгы.")
    if "hearing" in chosen:
        chosen = {"hearing": hearing.pk}
    page = client.get(reverse("hearings:proposal_list"), chosen).context["page"]
    assert page.paginator.count == len(page.object_list) > 0


def test_a_wrong_count_hides_no_proposal(client, published):
    run(f"DELETE FROM {COUNTS}")
    page = client.get(reverse("hearings:proposal_list")).context["page"]
    assert [row.number for row in page.object_list] == [published.number]


@pytest.mark.postgresql
class TestSideBySide:
    """Two clerks publish proposals of the same villages, each in another order."""

    # Threads write through connections of their own, so everything is committed for real.
    pytestmark = [pytest.mark.stress, pytest.mark.django_db(transaction=True)]

    def test_neither_waits_for_the_other_for_ever(self, villages):
        assert publish_crosswise(villages) == [None, None]
        assert [total(village=village) for village in villages] == [4, 4]
        assert drift() == []

    def test_without_their_turns_one_of_them_would_be_stopped(self, villages, out_of_turn):
        stopped = [problem for problem in publish_crosswise(villages) if problem]
        assert ["deadlock" in str(problem) for problem in stopped] == [True]


@pytest.fixture
def villages(transactional_db, village, other_village):
    """Two, of which the counts stand already."""
    for each in (village, other_village) * 2:
        waiting_in(each).publish(by=None)
    return [village, other_village]


@pytest.fixture
def out_of_turn(transactional_db, monkeypatch):
    monkeypatch.setattr(statements, "IN_TURN", "")
    keep_up(using="default")
    yield
    monkeypatch.undo()
    keep_up(using="default")


def publish_crosswise(villages):
    """Each publishes for one village and then for the other; the problem of each, or None."""
    waiting = [[waiting_in(village) for village in order] for order in (villages, villages[::-1])]
    begun = [threading.Event(), threading.Event()]

    def publish_both(place):
        first, second = waiting[place]
        try:
            with transaction.atomic():
                first.publish(by=None)
                begun[place].set()
                # Who has to wait for the other has not begun: then there is no need to wait.
                begun[1 - place].wait(2)
                second.publish(by=None)
        except OperationalError as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(publish_both, (0, 1)))


def waiting_in(village):
    """A proposal of the village that is to be published."""
    proposal, _new = Proposal.submit(
        secret=receipts.new_secret(),
        text="Суу керек.",
        language="ky",
        channel="paper",
        village=village,
    )
    return proposal
