"""The page of a search: the best first, the words marked, and where all the rest stands."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from budget.models import Budget, BudgetLine, ClassificationCode
from groups.models import Deputy
from hearings.models import Hearing, LocalAct, Minutes, Proposal
from language import search as searching
from language.paging import CountedPages
from programs.models import Award, Measure, Partner, Program, Result
from tests.codes import load_codes


@pytest.fixture
def html(client, db):
    return lambda q, **more: client.get(reverse("search"), {"q": q, **more}).content.decode()


@pytest.fixture
def numbers(client, db):
    """The numbers of the proposals in the order in which search shows them."""

    def numbers(q):
        results = client.get(reverse("search"), {"q": q}).context["results"]
        return [proposal.number for proposal in results["proposals"]]

    return numbers


@pytest.fixture
def deeds(db, hearing, published):
    """One of each other kind, all about the library."""
    load_codes()
    Program.objects.create(title_ky="Өнүгүү", about_ky="Китепкана", first_year=2026, last_year=2027)
    Measure.objects.create(title_ky="Чара", about_ru="Новая китепкана")
    Award.objects.create(contest_ky="Китепкана үчүн", initiative_ky="Биздин китепкана")
    LocalAct.objects.create(kind="other", number="7", title_ky="Токтом", about_ky="Китепкана")
    Hearing.objects.filter(pk=hearing.pk).update(agenda_ky="Эң жаңы китепкана")
    Hearing.objects.refresh_search()
    budget = Budget.objects.create(
        year=2026,
        status="approved",
        is_public=True,
        resolution=LocalAct.objects.create(kind="resolution", title_ky="Бюджет"),
    )
    BudgetLine.objects.create(
        budget=budget,
        number="1",
        side="expenditure",
        title_ky="Китепкананы оңдоо",
        function=ClassificationCode.objects.functions().first(),
        planned_draft=5,
        approved=5,
    )


def test_words_are_marked_in_every_kind(html, deeds, village):
    village.name_ky = "Китепкана-Баш"
    village.save()
    page = html("китепкана")
    assert page.count("<mark>Китепкана</mark>") + page.count("<mark>китепкана</mark>") >= 7
    assert '<p class="passage"><span lang="ru">Новая <mark>китепкана</mark></span></p>' in page


def test_a_russian_keyboard_marks_kyrgyz_letters(html, submit, clerk):
    submit(text="Көпүрөнү оңдоо керек").publish(by=clerk)
    assert "<mark>Көпүрө</mark>нү" in html("копуро")


def test_a_citizens_signs_of_html_stay_a_text(html, submit, clerk):
    submit(text='<img src=x onerror="a"> суу <script>').publish(by=clerk)
    page = html("суу script")
    assert "<img src=x" not in page and "<script" not in page
    assert "<mark>суу</mark> &lt;<mark>script</mark>&gt;" in page


def test_a_long_text_is_cut_around_the_word(html, submit, clerk):
    submit(text=f"{'сөз ' * 200} китепкана {'сөз ' * 200}").publish(by=clerk)
    page = html("китепкана")
    assert "… сөз" in page and "<mark>китепкана</mark>" in page
    assert page.count("сөз") < 60


def test_the_best_stand_first_then_the_newest(numbers, submit, clerk):
    texts = ["Орозсуу", "Суунун баары", "Таза суу", "Суулар", "Бизге таза суу керек"]
    parts, beginning, whole, other_beginning, newest = (submit(text=text) for text in texts)
    for one in (parts, beginning, whole, other_beginning, newest):
        one.publish(by=clerk)
    in_order = [newest, whole, other_beginning, beginning, parts]
    assert numbers("суу") == [one.number for one in in_order]


def test_what_nobody_may_read_takes_no_place_among_the_compared(
    numbers, submit, clerk, monkeypatch
):
    monkeypatch.setattr(searching, "COMPARED", 1)
    public = submit(text="Китепкана")
    public.publish(by=clerk)
    for _ in range(3):
        submit(text="Китепкана")
    assert numbers("китепкана") == [public.number]


def test_more_than_are_shown_is_told_with_the_way_to_them(html, submit, clerk, monkeypatch):
    for _ in range(22):
        submit(text="Жол").publish(by=clerk)
    page = html("жол")
    assert "22" in page and page.count("<mark>Жол</mark>") == 20
    assert f'href="{reverse("hearings:proposal_list")}?q=%D0%B6%D0%BE%D0%BB"' in page


def test_no_more_than_sixty_are_counted(client, submit, clerk, monkeypatch):
    monkeypatch.setattr("language.search.COMPARED", 2)
    for _ in range(4):
        submit(text="Жол").publish(by=clerk)
    answer = client.get("/en/search/", {"q": "жол"}).content.decode()
    assert "Found: more than 2" in answer


def test_lines_lead_to_the_budget_of_their_year(html, deeds):
    assert f'href="{reverse("budget:budget_detail", args=[2026])}?q=' in html("китепкана")


def test_other_choices_in_the_address_do_not_go_along(html, deeds):
    page = html("китепкана", village="7")
    assert "village=7" not in page.partition("<main")[2].partition("</main")[0]


# What stands beside a record


@pytest.fixture
def measure(db):
    return Measure.objects.create(title_ky="Суу түтүгү")


BESIDE_A_MEASURE = {
    "what was made": lambda one: one.results.create(what_ky="Китепкана", quantity=1),
    "what was given": lambda one: one.contributions.create(source="donor", words_ru="Китепкана"),
    "who gave it": lambda one: one.contributions.create(
        source="donor", amount=5, partner=Partner.objects.create(name_en="Китепкана")
    ),
    "what was told": lambda one: one.steps.create(
        old_status="planned", new_status="planned", note_ky="Китепкана", at=timezone.now()
    ),
}


@pytest.mark.parametrize("told", BESIDE_A_MEASURE)
def test_a_measure_is_found_by_what_stands_beside_it(html, measure, told):
    assert "Суу түтүгү" not in html("китепкана")
    beside = BESIDE_A_MEASURE[told](measure)
    page = html("китепкана")
    assert "Суу түтүгү" in page and "<mark>Китепкана</mark>" in page
    beside.delete()
    assert "Суу түтүгү" not in html("китепкана")


def test_a_partner_that_is_renamed_is_found_by_the_new_name(html, measure):
    partner = Partner.objects.create(name_ky="Китепкана")
    measure.contributions.create(source="donor", amount=5, partner=partner)
    partner.name_ky = "Стадион"
    partner.save()
    assert "Суу түтүгү" not in html("китепкана")
    assert "<mark>Стадион</mark>" in html("стадион")


def test_a_change_of_the_measure_keeps_what_stands_beside_it(html, measure):
    measure.results.create(what_ky="Китепкана", quantity=1)
    measure.title_ky = "Суу түтүктөрү"
    measure.save()
    assert "Суу түтүктөрү" in html("китепкана")


def test_what_stands_beside_a_hidden_measure_is_hidden_with_it(html, measure):
    measure.is_public = False
    measure.save()
    measure.results.create(what_ky="Китепкана", quantity=1)
    assert "<mark>" not in html("китепкана")


def test_a_programme_is_found_by_its_goals(html, db):
    program = Program.objects.create(title_ky="Өнүгүү", first_year=2026, last_year=2027)
    program.sectors.create(sector="culture", goal_ru="Новая китепкана")
    assert "Өнүгүү" in html("китепкана")


def test_a_hearing_is_found_by_what_people_spoke_about(html, held_hearing, clerk):
    held_hearing.title_ky = "Чоң жыйын"
    held_hearing.save()
    Minutes.record(held_hearing, by=clerk, participants=5, summary_ky="Китепкана жөнүндө")
    page = html("китепкана")
    assert "Чоң жыйын" in page and "<mark>Китепкана</mark> жөнүндө" in page


def test_a_hearing_is_found_by_its_public_papers_alone(html, hearing):
    hearing.documents.create(title_ky="Стадиондун сметасы", is_public=False, **PAPER)
    hearing.documents.create(title_ky="Китепкананын долбоору", is_public=True, **PAPER)
    assert "<mark>" in html("китепкана")
    assert "<mark>" not in html("стадион")


PAPER = {"content_type": "application/pdf", "size_bytes": 1000, "file": "x.pdf"}


def test_a_decision_is_found_by_its_reason_and_leads_to_the_proposal(html, published, clerk):
    published.decide("rejected", by=clerk, reason={"ru": "Китепкана уже есть"}, reason_code="other")
    decisions = html("китепкана").partition(f'href="{published.get_absolute_url()}"')[2]
    assert "<mark>Китепкана</mark> уже есть" in decisions


@pytest.mark.parametrize("undo", ["take_back", "decline"])
def test_a_reason_that_holds_no_more_is_not_found(html, published, clerk, undo):
    published.decide("rejected", by=clerk, reason={"ru": "Китепкана"}, reason_code="other")
    if undo == "take_back":
        published.take_back(by=clerk)
    else:
        Proposal.objects.filter(pk=published.pk).update(status="declined")
    assert "<mark>" not in html("китепкана")


def test_why_something_is_not_published_stays_between_the_two(html, submitted, clerk):
    submitted.decline(by=clerk, reason={"ru": "Китепкана"}, reason_code="insults")
    submitted.restore(by=clerk)
    submitted.publish(by=clerk)
    assert "<mark>" not in html("китепкана")


def test_a_deputy_in_office_is_found_with_the_village(html, village):
    Deputy.objects.create(full_name="Асанов Эмил", village=village, term_until=date(2000, 1, 1))
    assert "<mark>" not in html("асанов")
    Deputy.objects.create(full_name="Асанов Бакыт", village=village)
    found = html("асанов").partition("<mark>Асанов</mark> Бакыт")[2]
    assert f'href="{village.get_absolute_url()}"' in found


def test_search_learns_texts_that_were_written_past_the_portal(html, measure):
    result = measure.results.create(what_ky="Суу")
    Result.objects.filter(pk=result.pk).update(what_ky="Китепкана")
    assert "<mark>" not in html("китепкана")
    said = StringIO()
    call_command("refresh_search", stdout=said)
    assert "programs.Measure: 1 of 1\n" in said.getvalue()
    assert "<mark>Китепкана</mark>" in html("китепкана")


# The register


def test_the_register_marks_the_words_it_was_narrowed_by(client, submit, clerk):
    submit(text="Көпүрөнү оңдоо керек").publish(by=clerk)
    register = reverse("hearings:proposal_list")
    assert b"<mark>" not in client.get(register).content
    narrowed = client.get(register, {"q": "копуро"}).content.decode()
    assert "<mark>Көпүрө</mark>нү" in narrowed


def test_the_register_counts_no_further_than_a_reader_turns_pages(
    client, submit, clerk, monkeypatch
):
    for _ in range(3):
        submit(text="Жол").publish(by=clerk)

    def page():
        return client.get("/en/proposals/", {"q": "жол"}).content.decode()

    assert "Found: 3" in page()
    monkeypatch.setattr(CountedPages, "most", 2)
    assert "Found: more than 2" in page()
    assert page().count("<mark>") == 2


def test_a_page_beyond_the_last_is_the_last(client, submit, clerk):
    submit(text="Жол").publish(by=clerk)
    answer = client.get(reverse("hearings:proposal_list"), {"q": "жол", "page": 60})
    assert answer.context["page"].number == 1
