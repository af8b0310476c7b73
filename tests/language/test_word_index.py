"""Words are found by an index, the same on both databases, whatever way the rows were written."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from groups import erasing
from groups.models import Erasable
from hearings.models import Hearing, Proposal
from language import search, word_index, word_tables
from language.search import Searchable
from tests.groups.test_erasing import overwrite, stored_bytes

WORDS = ("мектеп", "көпүрө", "окмоту", "суу", "жаны", "2020-00003", "ек", "пуро")


@pytest.fixture(autouse=True)
def forgotten():
    """No test knows from another one which words are common."""
    word_index._remembered.clear()


@pytest.fixture
def register(aimak):
    texts = ["Мектепке жол", "Көпүрө", "Айыл өкмөтү үчүн суу", "Жаңы мектеп жана суу"]
    return [propose(number, text) for number, text in enumerate(texts)]


def propose(number, text, **columns):
    one = Proposal(
        number=f"2020-{number:05d}",
        text=text,
        language="ky",
        registered_at=timezone.now(),
        due_on=timezone.localdate(),
        receipt_digest=f"{number:064d}",
        **columns,
    )
    one.save()
    return one


def found(query):
    return sorted(Proposal.objects.search(query).values_list("text", flat=True))


def indexed(word):
    """The numbers of the records that the index itself knows for a word."""
    if connection.vendor == "sqlite":
        sql, given = word_tables.rows(Proposal, word_tables.expression([word]))
    else:
        sql, given = "SELECT id FROM hearings_proposal WHERE search_text LIKE %s", [f"%{word}%"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(sql, given)
        return sorted(row[0] for row in cursor.fetchall())


def plan_of(rows):
    if connection.vendor == "postgresql":
        # A handful of rows is read sooner than any index, and the order of numbers is one more.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    return rows.explain()


# The same answers as without it


@pytest.mark.parametrize("word", WORDS)
def test_the_index_finds_what_going_through_every_record_finds(register, word, monkeypatch):
    with_index = found(word)
    monkeypatch.setattr(Proposal, "INDEXED", False)
    assert found(word) == with_index


def test_every_word_has_to_be_there_in_any_order(register):
    assert found("суу мектеп") == found("мектеп суу") == ["Жаңы мектеп жана суу"]


def test_letters_that_stand_together_elsewhere_make_no_word(register):
    """The index knows only that these three letters and those three stand in the text."""
    propose(9, "аба бак")
    assert indexed("аба")
    assert found("абак") == []
    propose(10, "абабак")
    assert found("абабак") == ["абабак"]


@pytest.mark.parametrize("sign", ['"', "'", "*", "^", "(суу)", "AND", "NOT", "а:б", "{а б}", "-1-"])
def test_signs_of_the_index_are_plain_letters(register, sign):
    meant = propose(9, f"Ой {sign * 3} бой")
    assert found(sign * 3) == [meant.text]


def test_common_words_are_found_as_rare_ones_are(register, monkeypatch):
    rare = {word: found(word) for word in WORDS}
    monkeypatch.setattr(word_index, "COMMON", 0)
    word_index._remembered.clear()
    assert {word: found(word) for word in WORDS} == rare


def test_words_of_one_or_two_letters_are_looked_for_in_the_newest_records(register, monkeypatch):
    assert found("су") == ["Айыл өкмөтү үчүн суу", "Жаңы мектеп жана суу"]
    monkeypatch.setattr(search, "NEWEST", 1)
    assert found("су") == ["Жаңы мектеп жана суу"]
    # A longer word beside it leads to every record.
    assert found("су айыл") == ["Айыл өкмөтү үчүн суу"]


def test_any_of_some_words_is_found_alike(register, monkeypatch):
    def numbers():
        return sorted(each.number for each in Proposal.objects.holding_any(["копур", "окмот"]))

    assert numbers() == ["2020-00001", "2020-00002"]
    monkeypatch.setattr(word_index, "COMMON", 0)
    word_index._remembered.clear()
    assert numbers() == ["2020-00001", "2020-00002"]


def test_the_index_is_asked_once_for_the_same_words(register, django_assert_num_queries):
    found("мектеп")
    with django_assert_num_queries(1):
        found("мектеп")


def test_what_is_remembered_of_words_stays_little(register, monkeypatch):
    monkeypatch.setattr(word_index, "MOST_REMEMBERED", 2)
    for word in WORDS:
        found(word)
    assert len(word_index._remembered) <= 2


# Really used


@pytest.mark.sqlite
def test_a_rare_word_reads_only_the_records_that_hold_it(register):
    plan = plan_of(Proposal.objects.public().search("мектеп").newest_first())
    assert "USING INTEGER PRIMARY KEY" in plan and "VIRTUAL TABLE INDEX" in plan
    assert "SCAN hearings_proposal\n" not in f"{plan}\n" and "USING INDEX" not in plan


@pytest.mark.postgresql
def test_a_word_is_looked_up_in_the_index(register):
    assert "hearings_proposal_words" in plan_of(Proposal.objects.search("мектеп"))


def test_without_the_index_every_record_would_be_read(register, monkeypatch):
    monkeypatch.setattr(Proposal, "INDEXED", False)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX hearings_proposal_words")
    plan = plan_of(Proposal.objects.search("мектеп").order_by())
    assert "_words" not in plan


def test_tables_that_grow_are_indexed_and_personal_data_never_is():
    models = word_index.indexed_models()
    assert {model._meta.label for model in models} == {
        "hearings.Proposal",
        "hearings.ProposalStep",
        "hearings.Hearing",
        "programs.Measure",
        "budget.BudgetLine",
    }
    # What stands in an index is erased only at night.
    assert not [model for model in models if issubclass(model, Erasable)]
    assert all(issubclass(model, Searchable) for model in models)


# In step with the rows


def test_written_past_the_doors_is_found_all_the_same(register):
    new = Proposal(number="2020-00050", text="x", search_text="китепкана", language="ky")
    new.registered_at, new.due_on, new.receipt_digest = timezone.now(), None, "x" * 64
    Proposal.objects.bulk_create([new])
    assert indexed("китепкана") == [new.pk]
    Proposal.objects.filter(pk=new.pk).update(search_text="аянтча")
    assert (indexed("китепкана"), indexed("аянтча")) == ([], [new.pk])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE hearings_proposal SET search_text = 'стадион' WHERE id = %s", [new.pk]
        )
    assert (indexed("аянтча"), indexed("стадион")) == ([], [new.pk])
    Proposal.objects.filter(pk=new.pk)._raw_delete(using="default")
    assert indexed("стадион") == []


@pytest.mark.sqlite
def test_a_table_that_was_rebuilt_gets_its_index_back(register):
    with connection.cursor() as cursor:
        for what in ("insert", "update", "delete"):
            cursor.execute(f"DROP TRIGGER hearings_proposal_words_{what}")
    lost = propose(9, "Китепкана")
    assert indexed("китепкана") == []
    word_index.keep_up(apps.get_app_config("hearings"), using="default")
    assert indexed("китепкана") == [lost.pk]
    later = propose(10, "Стадион")
    assert indexed("стадион") == [later.pk]


@pytest.mark.sqlite
def test_what_an_older_version_made_gives_way_to_the_newer(register):
    """It knew nothing of what was written meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER hearings_proposal_words_insert")
        cursor.execute(
            "CREATE TRIGGER hearings_proposal_words_insert AFTER INSERT ON hearings_proposal "
            "BEGIN SELECT 1; END"
        )
    lost = propose(9, "Китепкана")
    assert indexed("китепкана") == []
    word_index.keep_up(apps.get_app_config("hearings"), using="default")
    assert indexed("китепкана") == [lost.pk]
    later = propose(10, "Стадион")
    assert indexed("стадион") == [later.pk]


@pytest.mark.sqlite
def test_an_index_that_is_whole_is_not_filled_again(register, monkeypatch):
    word_index.keep_up(apps.get_app_config("hearings"), using="default")
    monkeypatch.setattr(word_tables, "drop", pytest.fail)
    word_index.keep_up(apps.get_app_config("hearings"), using="default")


@pytest.mark.sqlite
def test_without_its_table_no_index_is_left(register):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE hearings_proposal RENAME TO elsewhere")
        word_index.keep_up(apps.get_app_config("hearings"), using="default")
        tables = word_index.tables(connection)
        cursor.execute("ALTER TABLE elsewhere RENAME TO hearings_proposal")
    assert not {name for name in tables if name.startswith("hearings_proposal_words")}


@pytest.mark.postgresql
def test_a_database_without_trigrams_says_so_and_searches_all_the_same(register, caplog):
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$"
            "BEGIN RAISE EXCEPTION 'not allowed here'; END $$"
        )
        cursor.execute("CREATE EVENT TRIGGER refuse ON ddl_command_start EXECUTE FUNCTION refuse()")
    word_index.keep_up(apps.get_app_config("hearings"), using="default")
    assert "Search stays slow" in caplog.text
    assert found("копуро") == ["Көпүрө"]


def test_migrate_makes_the_indexes_again_and_again(register):
    call_command("migrate", verbosity=0)
    assert found("копуро") == ["Көпүрө"]


# Erased


# No other text has it. The index keeps letters in threes, of which it writes what is new after
# the one before: never a whole word, but this letter in its own bytes.
LETTER = "ꙮ".encode()


@pytest.fixture
def written_down(transactional_db, aimak):
    """Only in the column that search reads: of the words themselves the history keeps a copy."""
    propose(1, "сөз")
    written = Proposal.objects.all()
    written.update(search_text="ꙮꙮꙮ деген соз")
    erasing.settle()
    assert LETTER in stored_bytes()
    return written


@pytest.mark.sqlite
def test_nothing_of_an_erased_text_stays_in_the_pages_of_the_index(written_down):
    written_down.update(search_text="")
    erasing.settle()
    assert LETTER not in stored_bytes()


@pytest.mark.sqlite
def test_without_writing_the_index_anew_the_letters_would_stay(written_down, monkeypatch):
    monkeypatch.setattr(word_index, "settle", lambda connection: None)
    written_down.update(search_text="")
    erasing.settle()
    assert LETTER in stored_bytes()


@pytest.mark.sqlite
def test_without_overwriting_the_letters_would_stay(written_down):
    overwrite("OFF")
    try:
        written_down.update(search_text="")
        erasing.settle()
        assert LETTER in stored_bytes()
    finally:
        overwrite("ON")


def test_hearings_are_found_by_their_agenda(aimak):
    hearing = Hearing.objects.create(kind="other", agenda_ky="Жайыт комитети")
    assert list(Hearing.objects.search("жайыт")) == [hearing]
