"""History of every change: written by every door, sealed, and verified (bars.md S27)."""

# ruff: noqa: S608  (the statements name tables of ours, never what somebody typed)

import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from groups.history import KEPT, keep, keeping
from groups.history.resealing import NotWhole, reseal
from groups.history.verifying import verify
from groups.models import Aimak, InitiativeGroup, Member, Village
from hearings.models import Hearing, Minutes, Proposal, Proposer
from programs.models import Measure
from tests.aimak_portal import house as houses


def found():
    return [str(finding) for finding in verify()]


def in_sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def table_of(model):
    return model.history.model._meta.db_table


def test_every_door_of_the_house_leaves_history(db):
    houses.build()

    assert found() == []
    empty = [kept.model.__name__ for kept in KEPT.values() if not kept.history.objects.exists()]
    assert empty == []


def test_without_history_of_bulk_writes_the_doors_would_be_found_out(db, monkeypatch):
    for module in ("budget.doors", "amendment", "recording"):
        monkeypatch.setattr(f"budget.models.{module}.keep", lambda records, **how: None)

    houses.build()

    tables = {finding.split(",")[0] for finding in found()}
    assert tables == {"budget_budgetline", "budget_amendmentchange", "budget_execution"}


def test_a_door_says_who_and_why(decided, clerk):
    row = Proposal.history.filter(id=decided.pk).latest()

    assert row.history_user_id == clerk.pk
    assert row.history_change_reason["ru"] == "Включено в бюджет."
    assert [row.status, row.prev_record.status] == ["in_budget", "published"]


def test_history_holds_no_secret_of_a_proposal(decided):
    columns = {field.name for field in Proposal.history.model._meta.get_fields()}

    assert not columns & {"receipt_digest", "intent", "content_digest", "search_text"}


def test_an_edited_row_of_history_is_named(decided):
    row = Proposal.history.latest()
    in_sql(f"UPDATE {table_of(Proposal)} SET status = 'rejected' WHERE history_id = %s", row.pk)

    assert f"{table_of(Proposal)}, row {row.pk}: this row of history was changed" in found()


def test_who_and_why_are_under_the_seal(decided):
    row = Proposal.history.latest()
    for change in ("history_user_id = NULL", "history_change_reason = NULL", "history_type = '+'"):
        with transaction.atomic():
            in_sql(f"UPDATE {table_of(Proposal)} SET {change} WHERE history_id = %s", row.pk)
            assert any("was changed" in finding for finding in found()), change
            transaction.set_rollback(True)


def test_without_the_seal_an_edited_row_passes(decided, monkeypatch):
    monkeypatch.setattr("groups.history.verifying.is_whole", lambda row: True)
    row = Proposal.history.earliest()
    in_sql(f"UPDATE {table_of(Proposal)} SET text = 'x' WHERE history_id = %s", row.pk)

    assert found() == []


def test_a_row_taken_out_of_the_middle_is_missed(decided):
    _first, gone, after = Proposal.history.order_by("history_id")
    in_sql(f"DELETE FROM {table_of(Proposal)} WHERE history_id = %s", gone.pk)

    assert found() == [
        f"{table_of(Proposal)}, row {after.pk}: a row of history before this one is missing"
    ]


def test_a_record_whose_history_is_taken_whole_is_missed(village, other_village):
    Village.objects.create(name_ky="Үчүнчү")
    for table in (table_of(Village), "groups_village"):
        in_sql(f"DELETE FROM {table} WHERE id = %s", other_village.pk)

    assert any("is missing" in finding for finding in found())


def test_an_old_row_copied_to_the_top_is_named(village):
    village.name_ky = "Жаңы"
    village.save()
    first = Village.history.earliest()
    names = [f.column for f in Village.history.model._meta.fields if f.column != "history_id"]
    columns = ", ".join(names)
    in_sql(
        f"INSERT INTO {table_of(Village)} ({columns}) "
        f"SELECT {columns} FROM {table_of(Village)} WHERE history_id = %s",
        first.pk,
    )
    in_sql("UPDATE groups_village SET name_ky = %s WHERE id = %s", "Айры-Там", village.pk)

    assert any("stands here twice" in finding for finding in found())


def test_a_figure_edited_in_sql_is_named_with_its_field(held_hearing, clerk):
    minutes = Minutes.record(held_hearing, by=clerk, participants=100)
    in_sql("UPDATE hearings_minutes SET participants = 900 WHERE id = %s", minutes.pk)

    assert found() == [f"hearings_minutes, row {minutes.pk}, participants: not as its history says"]


def test_a_link_taken_away_in_sql_is_named(decided):
    measure = Measure.objects.create(title_ky="Автобус")
    measure.proposals.set([decided])
    in_sql("DELETE FROM programs_measure_proposals WHERE measure_id = %s", measure.pk)

    assert found() == [f"programs_measure, row {measure.pk}, proposals: not as its history says"]


def test_a_record_entered_or_deleted_in_sql_is_named(village, other_village):
    Village.objects.bulk_create([Village(name_ky="Жашыруун")])
    hidden = Village.objects.get(name_ky="Жашыруун")
    in_sql("DELETE FROM groups_village WHERE id = %s", village.pk)

    assert found() == [
        f"groups_village, row {hidden.pk}: this record has no history",
        f"groups_village, row {village.pk}: this record is gone, and its history tells of no end",
    ]


def test_a_deletion_is_in_the_history(village, clerk):
    village.delete()

    assert [row.history_type for row in Village.history.all()] == ["-", "+"]
    assert found() == []


def test_links_are_kept_from_either_side(decided, published):
    measure = Measure.objects.create(title_ky="Автобус")
    decided.measures.add(measure)
    assert measure.history.latest().history_links == {"proposals": [decided.pk]}

    decided.measures.clear()
    assert measure.history.latest().history_links == {}
    measure.proposals.set([decided])
    assert found() == []


def test_a_part_saved_from_an_old_copy_keeps_what_is_stored(aimak):
    old = Aimak.objects.get()
    Aimak.objects.get().save()
    aimak.email = "new@example.kg"
    aimak.save()
    old.answer_days = 15
    old.save(update_fields=["answer_days"])

    assert aimak.history.latest().email == "new@example.kg"
    assert found() == []


def test_a_person_erased_leaves_no_history(submit, village):
    group = InitiativeGroup.objects.create(name_ky="Таза суу")
    member = Member.objects.create(group=group, full_name="Асан Үсөнов")
    proposer = submit(contact={"full_name": "Бурул Кадырова"}).proposer
    another = Member.objects.create(group=group, full_name="Үсөн Асанов")
    assert Proposer.history.count() == 1

    member.delete()
    Proposer.objects.filter(pk=proposer.pk).delete()

    assert not Proposer.history.exists()
    assert [row.full_name for row in Member.history.all()] == [another.full_name]
    assert found() == []


def test_the_command_names_what_it_finds_and_ends_with_one(village):
    said = io.StringIO()
    call_command("verify_history", stdout=said)
    assert said.getvalue() == "The history is whole.\n"

    in_sql("UPDATE groups_village SET soate_code = '1'")
    with pytest.raises(SystemExit) as end:
        call_command("verify_history", stdout=said)
    assert end.value.code == 1
    assert f"groups_village, row {village.pk}, soate_code" in said.getvalue()


def test_a_new_key_needs_the_old_one_until_all_is_sealed_anew(decided, settings):
    old = settings.SECRET_KEY
    with override_settings(SECRET_KEY="another key altogether"):
        assert any("was changed" in finding for finding in found())
        with pytest.raises(NotWhole):
            reseal()
    with override_settings(SECRET_KEY="another key altogether", SECRET_KEY_FALLBACKS=[old]):
        assert found() == []
        reseal()
    with override_settings(SECRET_KEY="another key altogether"):
        assert found() == []


def test_what_was_changed_is_never_sealed_anew(decided):
    in_sql("UPDATE hearings_proposal SET status = 'rejected'")

    with pytest.raises(NotWhole):
        reseal()


def test_nothing_kept_skips_history_unnoticed(decided):
    """`update()` past `keep` is what the nightly look is for."""
    Proposal.objects.update(status="under_review")
    assert len(found()) == 1

    keep(Proposal.objects.all())
    assert found() == []


def test_a_draft_hearing_saved_in_parts_of_one_request_names_its_clerk(rf, clerk):
    from simple_history.middleware import HistoryRequestMiddleware

    def answer(request):
        Hearing.objects.create(kind=Hearing.Kind.OTHER)

    request = rf.post("/")
    request.user = clerk
    HistoryRequestMiddleware(answer)(request)

    assert Hearing.history.latest().history_user_id == clerk.pk
    assert keeping.who() is None


@pytest.mark.stress
@pytest.mark.django_db(transaction=True)
def test_many_who_save_at_once_leave_one_whole_history():
    villages = [Village.objects.create(name_ky=f"Айыл {number}") for number in range(4)]
    start = threading.Barrier(8)

    def run(number):
        start.wait(30)
        try:
            for turn in range(5):
                with transaction.atomic():
                    rows = Village.objects.select_for_update()
                    village = rows.get(pk=villages[number % 4].pk)
                    village.name_ru = f"{number} {turn}"
                    village.save()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(run, range(8)))

    assert Village.history.count() == 4 + 8 * 5
    assert found() == []


def test_history_adds_three_questions_to_a_submission(submit, aimak, django_assert_max_num_queries):
    """P17: the newest seal, the row of the proposal and that of its proposer."""
    contact = {"full_name": "Бурул Кадырова", "phone": "+996777787138"}
    submit(contact=contact)
    with django_assert_max_num_queries(99) as asked:
        submit(contact=contact)

    told = [query["sql"] for query in asked.captured_queries if "_historical" in query["sql"]]
    assert len(told) == 3
