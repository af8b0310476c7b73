"""Excel at the desk: the template, the lines as a file, a file tried and taken in."""

from io import BytesIO, StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import translation
from openpyxl import load_workbook

from attachments.workbook.writing import CONTENT_TYPE
from budget.models import Amendment, Budget, BudgetUpload
from tests.attachments import workbooks as samples
from tests.budget import sheets
from tests.budget.sheets import sheet_of
from tests.desk import Page, address, page_of, sign_in, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def treasurer(db):
    return sign_in("treasurer")


def upload_url(budget):
    return address("budget_budget_upload", budget.pk)


def send(browser, budget, data, name="lines.xlsx", **values):
    """Choose a file and try it."""
    file = SimpleUploadedFile(name, data)
    return browser.post(upload_url(budget), {"unit": "som", **values, "file": file})


def press_take(browser, response, **values):
    """Press the button of the page that tells what would change."""
    context = response.context
    sent = {"upload": context["upload"].pk, "plan": context["plan"].digest()}
    return browser.post(response.request["PATH_INFO"], sent | values)


def file_of(response):
    assert response["Content-Type"] == CONTENT_TYPE
    return load_workbook(BytesIO(b"".join(response.streaming_content)))


def status(response):
    """How it was answered; a file is read to its end, which closes it."""
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


CHANGED = {"number": "3", "planned_draft": 700000, "title_en": "Repairs"}


# The files that go out


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_template_and_the_lines_come_in_the_language_of_the_desk(treasurer, draft, language):
    with translation.override(language):
        heading = sheets.heading_of("side")
        for name, rows in (("template", 1), ("export", 7)):
            url = address(f"budget_budget_{name}", draft.pk).replace("/en/", f"/{language}/")
            response = treasurer.get(url)
            page = file_of(response).worksheets[0]
            assert (page["B1"].value, page.max_row) == (heading, rows)
            assert "attachment" in response["Content-Disposition"]
            assert str(draft.year) in response["Content-Disposition"]


def test_the_page_of_a_budget_leads_to_its_excel_files(treasurer, draft):
    page = page_of(treasurer, draft).text

    for name in ("export", "upload"):
        assert f'href="{address(f"budget_budget_{name}", draft.pk)}"' in page
    for name in ("template", "export"):
        url = address(f"budget_budget_{name}", draft.pk)
        assert f'href="{url}"' in treasurer.get(upload_url(draft)).content.decode()


@pytest.mark.parametrize(
    ("role", "brings", "public", "hidden"),
    [
        ("treasurer", 200, 200, 200),
        ("head", 200, 200, 200),
        ("clerk", 403, 200, 404),
        ("deputy", 403, 200, 404),
    ],
)
def test_who_may_bring_files_and_who_may_read_them(draft, resolution, role, brings, public, hidden):
    browser = sign_in(role)
    export = address("budget_budget_export", draft.pk)
    assert status(browser.get(export)) == hidden
    draft.approve(resolution)
    assert status(browser.get(export)) == public
    assert status(browser.get(upload_url(draft))) == brings
    assert status(browser.post(upload_url(draft))) == brings
    assert status(browser.get(address("budget_budget_template", draft.pk))) == brings


@pytest.mark.parametrize("name", ["template", "export", "upload"])
def test_a_budget_that_is_not_there_is_not_found(treasurer, name):
    assert treasurer.get(address(f"budget_budget_{name}", 99)).status_code == 404


# A file is tried


def test_a_file_is_tried_and_nothing_is_stored(treasurer, draft):
    response = send(treasurer, draft, sheet_of(CHANGED))
    words = words_of(response).replace("\xa0", " ")

    assert "Nothing has been stored yet." in words
    assert "Changed lines 1" in words
    assert "3 Repairs Draft plan 750,000.50 som 700,000 som" in words
    assert draft.lines.get(number="3").planned_draft > 700000
    assert BudgetUpload.objects.get().taken_in_at is None


def test_each_problem_is_told_by_row_and_column_with_what_to_do(treasurer, draft):
    rows = [CHANGED | {"function": "7099999"}, {"number": "4", "planned_draft": -1}]
    response = send(treasurer, draft, sheet_of(*rows))
    words = words_of(response)

    assert "2 things have to be corrected first" in words
    assert "2 D (Function code) Code 7099999 does not exist in 2026." in words
    assert "3 B (Draft plan) The amount is below zero." in words
    assert 'name="_take"' not in response.content.decode()


def test_so_many_problems_are_shown_and_the_others_counted(treasurer, draft):
    rows = [{"number": f"N{n}", "planned_draft": -1} for n in range(90)]
    response = send(treasurer, draft, sheet_of(*rows))

    assert "270 things have to be corrected first" in words_of(response)
    assert "And 70 more; they are shown once these are corrected." in words_of(response)
    assert response.content.decode().count("below zero") == 66


def test_doubts_are_told_beside_the_button(treasurer, draft):
    response = send(treasurer, draft, sheet_of({"number": "3", "planned_draft": 800000}))
    words = words_of(response).replace("\xa0", " ")

    assert "The expenditure of 1,049,999.50 som is more than the revenue of 1,000,000 som." in words
    assert 'name="_take"' in response.content.decode()


def test_a_hundred_changes_are_shown_and_the_others_counted(treasurer, budget, codes):
    row = {"side": "revenue", "source": "own", "title_ky": "Грант", "planned_draft": 1}
    response = send(treasurer, budget, sheet_of(*[row | {"number": str(n)} for n in range(130)]))

    assert "And 30 more changes." in words_of(response)


def test_a_file_that_adds_nothing_says_so(treasurer, draft):
    response = send(treasurer, draft, sheets.exported(draft))

    assert "This file adds nothing" in words_of(response)
    assert 'name="_take"' not in response.content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (samples.CSV, "This file is not an Excel workbook"),
        (b"", "empty"),
        (samples.workbook(headings=("A", "B", "C")), "No column of this sheet has the heading"),
    ],
)
def test_what_is_no_sheet_of_lines_is_refused_beside_the_field(treasurer, draft, data, said):
    response = send(treasurer, draft, data, unit="thousand")

    assert said in words_of(response)
    assert response.context["adminform"].form["unit"].value() == "thousand"
    assert not BudgetUpload.objects.exists()


def test_an_empty_form_says_what_is_missing(treasurer, draft):
    response = treasurer.post(upload_url(draft))

    assert set(response.context["adminform"].form.errors) == {"file", "unit"}


def test_the_name_of_a_file_stays_text(treasurer, draft):
    name = "<img src=x onerror=alert(1)>.xlsx"
    response = send(treasurer, draft, sheet_of(CHANGED), name=name)

    assert "<img src=x" not in response.content.decode()
    assert "&lt;img src=x" in response.content.decode()


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_page_reads_in_each_language(treasurer, draft, language):
    url = upload_url(draft).replace("/en/", f"/{language}/")
    file = SimpleUploadedFile("a.xlsx", sheet_of(CHANGED | {"village": "?"}))
    response = treasurer.post(url, {"unit": "som", "file": file})

    assert response.status_code == 200
    assert f'lang="{language}"' in response.content.decode()
    assert len(response.context["problems"]) == 1


# And taken in


def test_a_tried_file_is_taken_in_and_the_desk_remembers_who_did_it(treasurer, draft):
    response = press_take(treasurer, send(treasurer, draft, sheet_of(CHANGED)))

    assert response["Location"] == address("budget_budget_change", draft.pk)
    assert draft.lines.get(number="3").planned_draft == 700000
    page = treasurer.get(response["Location"])
    assert "New lines: 0, changed lines: 1, executed figures: 0." in words_of(page)
    assert LogEntry.objects.get().user == treasurer.user
    assert BudgetUpload.objects.get().uploaded_by == treasurer.user


def test_the_browser_sends_what_the_page_holds(treasurer, draft):
    page = Page(treasurer, upload_url(draft))
    file = SimpleUploadedFile("a.xlsx", sheet_of(CHANGED))
    page.press("_try", file=file)
    response = page.press("_take")

    assert response.status_code == 302
    assert draft.lines.get(number="3").planned_draft == 700000


def test_sending_the_button_again_adds_nothing(treasurer, draft):
    tried = send(treasurer, draft, sheet_of(CHANGED))
    press_take(treasurer, tried)
    draft.lines.filter(number="3").update(planned_draft=1)
    response = press_take(treasurer, tried)

    assert "taken in before" in words_of(treasurer.get(response["Location"]))
    assert draft.lines.get(number="3").planned_draft == 1


def test_a_budget_changed_meanwhile_is_shown_anew_before_anything_is_stored(treasurer, draft):
    tried = send(treasurer, draft, sheet_of(CHANGED))
    draft.lines.filter(number="3").update(planned_draft=690000)
    response = press_take(treasurer, tried)

    words = words_of(response).replace("\xa0", " ")
    assert "The budget was changed meanwhile" in words
    assert "690,000 som 700,000 som" in words
    assert draft.lines.get(number="3").planned_draft == 690000
    assert press_take(treasurer, response).status_code == 302
    assert draft.lines.get(number="3").planned_draft == 700000


def test_a_plan_that_was_not_shown_is_not_carried_out(treasurer, draft):
    tried = send(treasurer, draft, sheet_of(CHANGED))

    for guess in ("", "0" * 64):
        assert press_take(treasurer, tried, plan=guess).status_code == 200
    assert draft.lines.get(number="3").planned_draft > 700000


@pytest.mark.parametrize("key", ["", "x", "99", "9" * 30, "²"])
def test_a_file_that_is_no_longer_kept_has_to_be_chosen_again(treasurer, draft, key):
    tried = send(treasurer, draft, sheet_of(CHANGED))
    response = press_take(treasurer, tried, upload=key)

    assert response["Location"] == upload_url(draft)
    assert "no longer kept" in words_of(treasurer.get(upload_url(draft)))


def test_a_file_for_one_budget_is_not_taken_into_another(treasurer, draft):
    tried = send(treasurer, draft, sheet_of(CHANGED))
    other = Budget.objects.create(year=2027)
    sent = {"upload": tried.context["upload"].pk, "plan": tried.context["plan"].digest()}
    response = treasurer.post(upload_url(other), sent)

    assert response["Location"] == upload_url(other)
    assert BudgetUpload.objects.get().taken_in_at is None


def test_a_resolution_is_asked_for_only_where_it_can_amend(treasurer, draft, resolution):
    assert "resolution" not in treasurer.get(upload_url(draft)).context["adminform"].form.fields
    draft.approve(resolution)
    assert "resolution" in treasurer.get(upload_url(draft)).context["adminform"].form.fields


def test_a_file_amends_the_budget_by_the_resolution_that_was_chosen(treasurer, approved, amending):
    row = {"number": "3", "revised": 700000, "quarter_1": 5000}
    tried = send(treasurer, approved, sheet_of(row), resolution=amending.pk)
    words = words_of(tried).replace("\xa0", " ")
    assert "3 Line 3 Revised plan 750,000.50 som 700,000 som" in words
    press_take(treasurer, tried)

    amendment = Amendment.objects.get()
    assert (amendment.resolution, amendment.by) == (amending, treasurer.user)
    assert approved.lines.get(number="3").executions.get().by == treasurer.user


def test_whoever_may_not_do_all_that_the_file_does_gets_no_button(approved, amending):
    from django.contrib.auth.models import Permission

    browser = sign_in("deputy", "quarters-only")
    browser.user.user_permissions.add(Permission.objects.get(codename="execute_budget"))
    row = {"number": "3", "revised": 700000, "quarter_1": 5000}
    tried = send(browser, approved, sheet_of(row), resolution=amending.pk)

    assert "amends the budget, which your account may not do" in words_of(tried)
    assert 'name="_take"' not in tried.content.decode()
    assert press_take(browser, tried).status_code == 403
    assert not Amendment.objects.exists()


# The command


def run(tmp_path, budget, data, *options):
    path = tmp_path / "lines.xlsx"
    path.write_bytes(data)
    said = StringIO()
    call_command("import_budget", budget.year, path, "--language", "en", *options, stdout=said)
    return said.getvalue().replace("\xa0", " ")


def test_the_command_tells_what_would_change_and_stores_nothing(tmp_path, draft):
    said = run(tmp_path, draft, sheet_of(CHANGED))

    assert "Changed lines: 1" in said
    assert "3 Repairs. Draft plan: 750,000.50 som → 700,000 som" in said
    assert said.endswith("Nothing has been stored.\n")
    assert draft.lines.get(number="3").planned_draft > 700000


def test_the_command_takes_a_file_in_once(tmp_path, draft):
    assert "Taken in." in run(tmp_path, draft, sheet_of(CHANGED), "--take-in")
    assert draft.lines.get(number="3").planned_draft == 700000
    again = run(tmp_path, draft, sheet_of(CHANGED), "--take-in")
    assert "This file adds nothing" in again
    assert BudgetUpload.objects.filter(taken_in_at__isnull=False).count() == 1


def test_the_command_amends_by_the_number_of_a_resolution(tmp_path, approved, amending):
    data = sheet_of({"number": "3", "revised": 700})
    options = ("--unit", "thousand", "--resolution", amending.number, "--take-in")
    run(tmp_path, approved, data, *options)

    assert Amendment.objects.get().resolution == amending


@pytest.mark.parametrize(
    ("data", "options", "said"),
    [
        (sheet_of({"number": "3", "planned_draft": -1}), (), "Correct the file first"),
        (samples.CSV, (), "not an Excel workbook"),
        (sheet_of({"number": "3"}), ("--resolution", "77"), "0 resolutions have the number 77"),
    ],
)
def test_the_command_says_why_it_stores_nothing(tmp_path, draft, data, options, said):
    with pytest.raises(CommandError, match=said):
        run(tmp_path, draft, data, "--take-in", *options)


def test_the_command_names_a_budget_and_a_file_that_are_not_there(tmp_path, draft):
    with pytest.raises(CommandError, match="no budget of the year 1999"):
        call_command("import_budget", 1999, "x.xlsx", "--language", "en")
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_budget", draft.year, tmp_path / "x.xlsx", "--language", "en")
