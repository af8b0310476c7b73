"""Deleting at the desk: explained, with a reason, and undone for thirty days (bars.md A14)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from attachments import orphans
from budget.models import Budget, BudgetLine, ClassificationCode
from groups.history import act
from groups.history.verifying import verify
from groups.models import Deletion, InitiativeGroup, Member, Village, YearlyFigures
from hearings.models import Hearing, HearingDocument, LocalAct
from programs.models import Contribution, Measure, Result
from tests.attachments import samples
from tests.desk import Page, address, door_of, page_of, sign_in, words_of

WHY = "Entered twice."


@pytest.fixture
def desk(aimak):
    return sign_in("clerk")


@pytest.fixture
def measure(published):
    measure = Measure.objects.create(title_ky="Автобус", title_ru="Автобус")
    measure.proposals.set([published])
    Contribution.objects.create(measure=measure, source="local_budget", amount=250_000)
    Result.objects.create(measure=measure, what_ky="Автобус", quantity=1)
    return measure


def question_of(browser, record):
    name = f"{record._meta.app_label}_{record._meta.model_name}_delete"
    return Page(browser, address(name, record.pk))


def delete(browser, record, why=WHY):
    return question_of(browser, record).press(button="_go", why=why)


def throw(record, why=WHY):
    with act(why=why):
        return Deletion.objects.throw(record)


def whole():
    return [str(finding) for finding in verify()]


def test_the_question_says_what_goes_with_it(desk, measure):
    told = words_of(question_of(desk, measure).response)

    assert "Measures: 1" in told
    assert "Contributions: 1" in told
    assert "Links to other records: 1" in told
    assert "It can be brought back for 30 days" in told


def test_nothing_is_deleted_without_a_reason(desk, measure):
    answer = delete(desk, measure, why=" ")

    assert "Write the reason in a few words." in words_of(answer)
    assert Measure.objects.filter(pk=measure.pk).exists()


def test_what_was_deleted_comes_back_as_it_was(desk, measure, published):
    before = measure.history.latest()
    assert delete(desk, measure).status_code == 302
    assert not Measure.objects.exists()
    deletion = Deletion.objects.get()
    assert (deletion.by, deletion.why) == (desk.user, {"en": WHY})

    assert door_of(desk, deletion, "back").press().status_code == 302
    back = Measure.objects.get()
    assert back.pk == measure.pk
    assert (back.title_ky, back.title_ru) == ("Автобус", "Автобус")
    assert list(back.proposals.all()) == [published]
    assert [back.contributions.get().amount, back.results.count()] == [250_000, 1]
    kinds = [row.history_type for row in measure.history.order_by("history_id")]
    assert kinds[-2:] == ["-", "+"]
    assert measure.history.latest().history_links == before.history_links
    deletion.refresh_from_db()
    assert (deletion.restored_by, deletion.rows) == (desk.user, [])
    assert whole() == []


def test_a_row_deleted_with_its_tick_comes_back(desk, aimak):
    group = InitiativeGroup.objects.create(name_ky="Таза суу")
    member = Member.objects.create(group=group, full_name="Асан Үсөнов")
    told = Member.history.get()

    page_of(desk, group).press(**{"members-0-DELETE": "on"})
    deletion = Deletion.objects.get()
    assert not Member.objects.exists()
    assert not Member.history.exists()
    assert (deletion.label, deletion.number) == ("", member.pk)

    deletion.bring_back(by=desk.user)
    assert Member.objects.get().full_name == "Асан Үсөнов"
    assert told in Member.history.all()
    assert whole() == []


def test_without_the_trash_a_row_would_be_gone(desk, aimak, monkeypatch):
    monkeypatch.setattr(
        "groups.desk.deleting._ToTrash.delete_existing", lambda s, o, commit: o.delete()
    )
    group = InitiativeGroup.objects.create(name_ky="Таза суу")
    Member.objects.create(group=group, full_name="Асан Үсөнов")

    page_of(desk, group).press(**{"members-0-DELETE": "on"})
    assert not Deletion.objects.exists()


def test_no_page_shows_a_person_who_was_deleted(desk, aimak):
    group = InitiativeGroup.objects.create(name_ky="Таза суу")
    Member.objects.create(group=group, full_name="Асан Үсөнов")
    page_of(desk, group).press(**{"members-0-DELETE": "on"})

    for page in (
        desk.get(address("groups_deletion_changelist")),
        desk.get(address("groups_deletion_change", Deletion.objects.get().pk)),
        door_of(desk, Deletion.objects.get(), "back").response,
    ):
        assert page.status_code == 200
        assert "Асан" not in page.content.decode()


def test_it_does_not_come_back_where_its_place_is_taken(village, clerk):
    deletion = throw(YearlyFigures.objects.create(year=2026, village=village, population=5))
    YearlyFigures.objects.create(year=2026, village=village, population=6)

    with pytest.raises(ValidationError):
        deletion.bring_back(by=clerk)
    assert YearlyFigures.objects.get().population == 6
    assert Deletion.objects.standing().exists()


def test_it_does_not_come_back_without_what_it_belongs_to(village, clerk):
    figures = throw(YearlyFigures.objects.create(year=2026, village=village, population=5))
    throw(village)

    with pytest.raises(ValidationError, match="айыл"):
        figures.bring_back(by=clerk)


def test_a_line_does_not_come_back_into_an_approved_budget(aimak, clerk, village):
    code = ClassificationCode.objects.create(
        kind="economic", code="1411", name_ky="Түшүм", for_revenue=True
    )
    budget = Budget.objects.create(year=2027)
    kept, gone = (
        BudgetLine.objects.create(
            budget=budget,
            number=number,
            side="revenue",
            economic=code,
            title_ky="Түшүм",
            planned_draft=100,
        )
        for number in ("1", "2")
    )
    deletion = throw(gone)
    act_of_the_kenesh = LocalAct.objects.create(kind="resolution", number="1/5")
    budget.approve(act_of_the_kenesh, by=clerk)

    with pytest.raises(ValidationError):
        deletion.bring_back(by=clerk)
    assert list(budget.lines.all()) == [kept]


def test_it_comes_back_once(village, clerk):
    deletion = throw(village)
    deletion.bring_back(by=clerk)

    with pytest.raises(ValidationError):
        deletion.bring_back(by=clerk)


def test_after_thirty_days_it_is_gone_for_good(village, other_village, clerk):
    old = throw(village)
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        new = throw(other_village)
        with pytest.raises(ValidationError):
            old.bring_back(by=clerk)
        call_command("erase_expired", verbosity=0)
        assert list(Deletion.objects.all()) == [new]


def paper_of(hearing):
    paper = HearingDocument.from_upload(
        samples.upload(samples.PDF, "кагаз.pdf"), hearing=hearing, is_public=True, title_ky="Кагаз"
    )
    paper.save()
    return paper


def test_its_files_wait_with_it(aimak, clerk, django_capture_on_commit_callbacks):
    hearing = Hearing.objects.create(kind=Hearing.Kind.OTHER)
    paper = paper_of(hearing)
    name = paper.file.name
    with django_capture_on_commit_callbacks(execute=True):
        deletion = throw(paper)
    orphans.sweep(older_than=timedelta(0))
    assert default_storage.exists(name)

    deletion.bring_back(by=clerk)
    assert HearingDocument.objects.get().file.name == name
    deletion = throw(HearingDocument.objects.get())
    later = timezone.now() + timedelta(days=31)
    with django_capture_on_commit_callbacks(execute=True):
        Deletion.objects.expired(later).empty()
    assert not default_storage.exists(name)


def test_without_being_held_the_files_would_be_swept(
    aimak, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(orphans, "HOLDERS", [])
    paper = paper_of(Hearing.objects.create(kind=Hearing.Kind.OTHER))
    with django_capture_on_commit_callbacks(execute=True):
        throw(paper)

    assert not default_storage.exists(paper.file.name)


def test_a_person_is_erased_from_what_was_deleted(aimak, clerk):
    group = InitiativeGroup.objects.create(name_ky="Таза суу")
    make = Member.objects.create
    numbers = [make(group=group, full_name=name).pk for name in ("Асан", "Үсөн")]
    deletion = throw(group)

    Deletion.objects.forget(Member, numbers[0])
    deletion.refresh_from_db()
    assert "Асан" not in str(deletion.rows)
    deletion.bring_back(by=clerk)
    assert [each.pk for each in Member.objects.all()] == [numbers[1]]


def test_each_brings_back_their_own_and_the_head_all(desk, measure):
    delete(desk, measure)
    deletion = Deletion.objects.get()
    page = address("groups_deletion_change", deletion.pk)

    assert sign_in("head").get(page).status_code == 200
    assert sign_in("clerk", "another").get(page).status_code == 302
    assert sign_in("treasurer").get(page).status_code == 302
    assert sign_in("deputy").get(page).status_code == 403
    door = address("groups_deletion_door", deletion.pk, "back")
    assert sign_in("clerk", "another").post(door).status_code == 404
    assert not Measure.objects.exists()


def test_a_scan_of_signed_minutes_is_not_thrown_away(held_hearing, clerk):
    from hearings.models import Minutes

    minutes = Minutes.record(held_hearing, by=clerk, participants=10)
    paper = paper_of(held_hearing)
    HearingDocument.objects.update(kind="signed_minutes")
    minutes.sign(by=clerk)

    with pytest.raises(ValidationError):
        throw(HearingDocument.objects.get(pk=paper.pk))
    assert not Deletion.objects.exists()


def test_villages_thrown_in_one_breath_are_each_kept(village, other_village, clerk):
    for each in (village, other_village):
        throw(each)
    for deletion in Deletion.objects.all():
        deletion.bring_back(by=clerk)
    assert Village.objects.count() == 2
    assert whole() == []
