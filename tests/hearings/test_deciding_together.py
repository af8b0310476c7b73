"""Many proposals through one door: all or none, shown before it is done, taken back after it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from aimak_portal.backup.move_numbers import continue_with
from groups.desk import asked, bulk
from hearings.models import Proposal, ProposalStep
from hearings.models.choices import Status
from tests.desk import Page, address, sign_in, words_of

DECISION = {"outcome": "in_budget", "reason_ky": "Бюджетке киргизилди.", "reason_ru": "Учтено."}


@pytest.fixture
def desk(aimak):
    return sign_in("clerk")


@pytest.fixture
def three(publish):
    return [publish(text=f"Сунуш {number}") for number in range(3)]


def tick(browser, slug, proposals):
    """Tick the rows of the list and choose the action."""
    keys = [proposal.pk for proposal in proposals]
    answer = browser.post(
        address("hearings_proposal_changelist"),
        {"action": f"together_{slug}", "_selected_action": keys, "select_across": "0"},
    )
    assert answer.status_code == 302, words_of(answer)
    return Page(browser, answer["Location"])


def statuses():
    return sorted(Proposal.objects.values_list("status", flat=True))


def test_the_page_shows_each_before_anything_is_done(desk, three):
    page = tick(desk, "decide", three)
    for proposal in three:
        assert proposal.number in page.text
        assert proposal.text in page.text

    answer = page.press("_preview", **DECISION)

    words = words_of(answer)
    assert "3 rows will change" in words
    assert words.count("Published → Included in the budget") == 3
    assert "Бюджетке киргизилди." in words
    for proposal in three:
        assert f"/en/proposals/{proposal.number}/" in page.text
    assert statuses() == ["published"] * 3
    assert page.values["reason_ru"] == "Учтено."


def test_rows_whose_numbers_are_long_are_found_again(desk, publish):
    """A number of a row is no figure: it wears no separator between its thousands."""
    continue_with(Proposal, connection, 12_345)
    page = tick(desk, "decide", [publish()])
    assert "1 row will change" in words_of(page.press("_preview", **DECISION))


def test_what_was_shown_is_done_to_just_the_ticked_ones(desk, three):
    page = tick(desk, "decide", three)
    page.press("_preview", row=[str(each.pk) for each in three[:2]], **DECISION)
    answer = page.press("_go")

    assert answer.status_code == 302
    assert statuses() == ["in_budget", "in_budget", "published"]
    steps = ProposalStep.objects.filter(new_status=Status.IN_BUDGET)
    assert {step.by for step in steps} == {desk.user}
    assert len({step.batch for step in steps}) == 1 and steps[0].batch
    assert {step.reason_ru for step in steps} == {"Учтено."}


def test_nothing_is_done_that_was_not_shown_first(desk, three):
    page = tick(desk, "decide", three)
    assert "3 rows will change" in words_of(page.press("_go", **DECISION))
    assert statuses() == ["published"] * 3

    # Something else was typed after looking: it is shown anew.
    assert page.press("_go", reason_ky="Башка себеп.").status_code == 200
    assert page.press("_go", row=str(three[0].pk)).status_code == 200
    assert statuses() == ["published"] * 3
    assert page.press("_go").status_code == 302
    assert statuses() == ["in_budget", "published", "published"]


def test_one_refused_row_stops_all_and_says_why(desk, three, standing):
    stuck = standing(Status.WITHDRAWN)
    page = tick(desk, "decide", [*three, stuck])

    words = words_of(page.press("_preview", **DECISION))

    assert "Some rows are refused" in words
    assert "From “Withdrawn” a proposal cannot become “Included in the budget”." in words
    assert "will change" not in words
    assert page.press("_go").status_code == 200
    assert statuses() == ["published"] * 3 + ["withdrawn"]

    page.press("_preview", row=[str(each.pk) for each in three])
    assert page.press("_go").status_code == 302
    assert statuses() == ["in_budget"] * 3 + ["withdrawn"]


def test_what_every_row_lacks_is_said_once_beside_its_field(desk, three):
    tomorrow = (timezone.localdate() + timedelta(days=1)).strftime("%d.%m.%Y")
    page = tick(desk, "decide", three)
    answer = page.press("_preview", **DECISION, on=tomorrow)
    assert words_of(answer).count("This day is still to come.") == 1
    assert answer.context["adminform"].form.errors.keys() == {"on"}


def test_a_row_that_changed_meanwhile_stops_all_and_both_states_are_shown(desk, three, clerk):
    page = tick(desk, "decide", three)
    page.press("_preview", **DECISION)
    Proposal.objects.get(pk=three[1].pk).start_review(by=clerk)

    words = words_of(page.press("_go"))

    assert "Somebody else changed some of these meanwhile, and nothing has been done" in words
    assert "When you opened the page: Published. Now: Under review." in words
    assert statuses() == ["published", "published", "under_review"]

    # Looked at once more, it is a deliberate choice.
    page.press("_preview")
    assert page.press("_go").status_code == 302
    assert statuses() == ["in_budget"] * 3


def test_without_the_marks_the_changed_row_would_be_decided(desk, three, clerk, monkeypatch):
    monkeypatch.setattr(bulk.WithBulk, "changed_meanwhile", lambda *args: set())
    page = tick(desk, "decide", three)
    page.press("_preview", **DECISION)
    Proposal.objects.get(pk=three[1].pk).start_review(by=clerk)

    page.press("_go")

    assert statuses() == ["in_budget"] * 3


def test_without_the_look_before_it_all_would_be_done_at_once(desk, three, monkeypatch):
    monkeypatch.setattr(asked.Asked, "was_previewed", True)
    tick(desk, "decide", three).press("_go", **DECISION)
    assert statuses() == ["in_budget"] * 3


@pytest.mark.parametrize("seen", ["", "x", "W10:abc:def"])
def test_a_page_that_did_not_arrive_whole_does_nothing(desk, three, seen):
    page = tick(desk, "decide", three)
    page.press("_preview", **DECISION)
    assert "did not arrive whole" in words_of(page.press("_go", _seen=seen))
    assert statuses() == ["published"] * 3


def test_the_rows_are_locked_in_their_order_before_they_are_looked_at(desk, three, monkeypatch):
    asked_for = []
    locked = Proposal._base_manager.select_for_update

    def watch(*args, **kwargs):
        rows = locked(*args, **kwargs)
        asked_for.append(rows.query.select_for_update)
        return rows

    page = tick(desk, "decide", list(reversed(three)))
    page.press("_preview", **DECISION)
    monkeypatch.setattr(type(Proposal._base_manager), "select_for_update", watch, raising=False)
    page.press("_go")
    assert True in asked_for
    listed = [int(key) for key in page.values["rows"].split(",")]
    assert listed == sorted(listed)


def test_many_are_published_and_put_to_a_hearing_in_the_same_way(desk, submit, hearing):
    waiting = [submit(text=f"Сунуш {number}") for number in range(2)]
    page = tick(desk, "publish", waiting)
    page.press("_preview")
    assert page.press("_go").status_code == 302
    assert statuses() == ["published"] * 2

    page = tick(desk, "hearing", waiting)
    page.press("_preview", hearing=str(hearing.pk))
    assert page.press("_go").status_code == 302
    assert statuses() == ["at_hearing"] * 2
    assert set(Proposal.objects.values_list("hearing", flat=True)) == {hearing.pk}


def test_at_most_two_hundred_are_led_at_once(desk, three, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 2)
    answer = desk.post(
        address("hearings_proposal_changelist"),
        {"action": "together_decide", "_selected_action": [each.pk for each in three]},
        follow=True,
    )
    assert "At most 2 can be done at once, and 3 were ticked." in words_of(answer)
    keys = ",".join(str(each.pk) for each in three)
    url = f"{address('hearings_proposal_together', 'decide')}?rows={keys}"
    assert desk.get(url).status_code == 302


def test_there_is_no_page_for_a_door_that_takes_one_at_a_time(desk, published):
    for slug in ("withdraw", "no-such"):
        url = address("hearings_proposal_together", slug)
        assert desk.get(f"{url}?rows={published.pk}").status_code == 404
    assert desk.get(address("hearings_proposal_together", "decide")).status_code == 302


def test_garbage_in_the_page_is_answered_plainly(desk, published):
    url = address("hearings_proposal_together", "decide")
    for sent in (
        {"rows": "x,٣,9" * 40},
        {"rows": "999999999999999999", "row": "999999999999999999", "_go": "1"},
        {"rows": str(published.pk), "row": "7", "template": "\x00", "_fill_in": "1"},
        {"rows": str(published.pk), "_seen": "\x00", "_previewed": "\x00", "_go": "1"},
    ):
        assert desk.post(url, sent).status_code in {200, 302}, sent
    assert statuses() == ["published"]


# Taking all of it back


@pytest.fixture
def done(desk, three):
    """The page after a decision on three proposals."""
    page = tick(desk, "decide", three)
    page.press("_preview", **DECISION)
    return Page(desk, page.press("_go")["Location"])


def test_all_that_was_done_together_is_taken_back_together(done):
    assert "Take all 3 back" in done.text
    answer = done.press("_take_back")
    assert answer.status_code == 302
    assert statuses() == ["published"] * 3
    words = words_of(done.client.get(answer["Location"]))
    assert "3 proposals were taken back." in words
    assert "All of it has been taken back." in words


def test_what_moved_on_keeps_all_where_it_is(done, three, clerk):
    Proposal.objects.get(pk=three[0].pk).start_work(by=clerk)
    words = words_of(done.press("_take_back"))
    assert "Nothing has been taken back." in words
    assert three[0].number in words
    assert statuses() == ["in_budget", "in_budget", "in_progress"]


def test_the_button_takes_back_just_as_many_as_it_says(done, three, clerk):
    Proposal.objects.get(pk=three[0].pk).take_back(by=clerk)
    assert "Nothing has been done yet." in words_of(done.press("_take_back"))
    assert statuses() == ["in_budget", "in_budget", "published"]
    assert "Take all 2 back" in done.text
    done.press("_take_back")
    assert statuses() == ["published"] * 3


def test_after_its_time_the_page_says_so(done, aimak):
    ProposalStep.objects.update(at=timezone.now() - timedelta(minutes=31))
    assert "Nothing has been taken back." in words_of(done.press("_take_back"))
    assert "It could be taken back until" in words_of(done.client.get(done.url))
    assert statuses() == ["in_budget"] * 3


@pytest.mark.parametrize("role", ["treasurer", "deputy"])
def test_a_reader_takes_nothing_back(role, done):
    browser = sign_in(role)
    assert browser.get(done.url).status_code == 403
    assert browser.post(done.url, {"count": "3"}).status_code == 403
    assert statuses() == ["in_budget"] * 3


def test_one_is_taken_back_from_its_own_page(desk, decided):
    page = Page(desk, address("hearings_proposal_door", decided.pk, "take-back"))
    assert page.press("_go", reason_ru="Ошиблись строкой.").status_code == 302
    assert statuses() == ["published"]
    words = words_of(desk.get(address("hearings_proposal_change", decided.pk)))
    assert "Taken back as a mistake: Included in the budget" in words


def test_its_button_goes_with_the_time_and_a_late_page_names_both_times(desk, decided):
    page = Page(desk, address("hearings_proposal_door", decided.pk, "take-back"))
    ProposalStep.objects.update(at=timezone.now() - timedelta(minutes=31))
    assert "could be taken back until" in words_of(page.press("_go"))
    doors = desk.get(address("hearings_proposal_change", decided.pk)).context["doors"]
    assert not any("take-back" in door["url"] for door in doors)
    assert statuses() == ["in_budget"]
