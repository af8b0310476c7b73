"""Printing from the desk, and the slip of a paper form that works once the form is entered."""

import os
import re
import subprocess
import sys

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from hearings import receipts
from hearings.admin import printing
from hearings.models import Proposal
from hearings.papers import minutes, pdf
from tests.desk import Page, address, page_of, sign_in
from tests.hearings.printing import needs_pango


@pytest.fixture
def desk(aimak):
    return sign_in("clerk")


def paper(hearing, slug, **wanted):
    query = "&".join(f"{name}={value}" for name, value in wanted.items())
    return f"{address('hearings_hearing_paper', hearing.pk, slug)}?{query}"


def test_a_clerk_prints_each_paper_in_the_chosen_language(desk, hearing, held_hearing):
    for slug in ("notice", "attendance", "forms"):
        answer = desk.get(paper(hearing, slug, language="ru", count=1, format="page"))
        assert answer.status_code == 200
        assert '<html lang="ru">' in answer.content.decode()
        assert "script" not in answer.content.decode()
    made = desk.get(paper(held_hearing, "minutes", language="en", format="docx"))
    assert made.content.startswith(b"PK")


@needs_pango
def test_a_clerk_prints_a_pdf_file(desk, hearing):
    made = desk.get(paper(hearing, "notice", language="ky", format="pdf"))
    assert made["Content-Type"] == "application/pdf"
    assert made["Content-Disposition"] == f'inline; filename="notice-{hearing.pk}-ky.pdf"'
    assert made.content.startswith(b"%PDF-")


def test_the_portal_starts_without_what_makes_files():
    """They take memory that most processes never need."""
    code = (
        "import sys, django; django.setup(); import aimak_portal.urls; "
        "print({'weasyprint', 'docx', 'fontTools'} & set(sys.modules))"
    )
    settings = {**os.environ, "DJANGO_SETTINGS_MODULE": "aimak_portal.settings"}
    asked = [sys.executable, "-c", code]
    told = subprocess.run(asked, env=settings, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


def test_the_page_of_a_hearing_offers_its_papers(desk, hearing, held_hearing):
    text = page_of(desk, hearing).text
    assert address("hearings_hearing_paper", hearing.pk, "notice") in text
    assert address("hearings_hearing_paper", hearing.pk, "minutes") not in text
    assert desk.get(paper(hearing, "minutes")).status_code == 404
    held = page_of(desk, held_hearing).text
    assert address("hearings_hearing_paper", held_hearing.pk, "minutes") in held
    assert 'value="docx"' in held


def test_only_who_keeps_hearings_prints_them(hearing):
    deputy = sign_in("deputy")
    assert deputy.get(paper(hearing, "notice")).status_code == 403
    assert "papers-heading" not in page_of(deputy, hearing).text
    clerk = sign_in("clerk")
    assert clerk.post(paper(hearing, "notice")).status_code == 405


def test_too_many_sheets_and_unknown_languages_are_refused_with_a_sentence(desk, hearing):
    for wanted in ({"count": 0}, {"count": 500}, {"count": "x"}):
        answer = desk.get(paper(hearing, "forms", **wanted), follow=True)
        assert "enter a number from 1 to 25" in answer.content.decode()
    answer = desk.get(paper(hearing, "notice", language="de"), follow=True)
    assert "Choose the language and the form of the paper" in answer.content.decode()


def test_a_huge_hearing_is_printed_by_the_browser(desk, held_hearing, publish, monkeypatch):
    publish(hearing=held_hearing, channel="paper")
    monkeypatch.setattr(minutes, "MOST_ITEMS", 0)
    answer = desk.get(paper(held_hearing, "minutes", format="pdf"), follow=True)
    assert "too much for one file" in answer.content.decode()
    assert desk.get(paper(held_hearing, "minutes", format="page")).status_code == 200


def test_where_pdf_files_cannot_be_made_the_page_is_offered(desk, hearing, monkeypatch):
    def missing():
        raise pdf.PdfImpossible

    monkeypatch.setattr(pdf, "_weasyprint", missing)
    answer = desk.get(paper(hearing, "notice", language="en", format="pdf"))
    assert answer["Content-Type"].startswith("text/html")
    assert "This machine cannot make PDF files" in answer.content.decode()


def test_a_missing_library_is_told_as_such(monkeypatch):
    import builtins

    real = builtins.__import__

    def without_pango(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(pdf.PdfImpossible):
        pdf.make("<p>x")


# The slip


@pytest.fixture
def slip(desk, hearing):
    """The code on a form that was just printed."""
    page = desk.get(paper(hearing, "forms", count=1, format="page")).content.decode()
    (code,) = set(re.findall(r"\b[A-Z2-9]{5}-[A-Z2-9]{5}-[A-Z2-9]\b", page))
    return code


def entered(desk, hearing, **typed):
    page = Page(desk, address("hearings_proposal_add"))
    values = {
        "text": "Көпүрө керек.",
        "language": "ky",
        "sector": "roads",
        "hearing": str(hearing.pk),
        "channel": "paper",
    }
    page.press(**(values | typed))
    return page


def track(client, code):
    return client.post(reverse("hearings:proposal_track"), {"code": code}).content.decode()


def test_the_slip_works_from_the_moment_its_form_is_entered(desk, hearing, slip, client):
    assert "2026-" not in track(client, slip)
    page = entered(desk, hearing, slip_code=slip.lower().replace("-", " "))
    proposal = Proposal.objects.get()
    assert page.response["Location"] == address("hearings_proposal_change", proposal.pk)
    assert proposal.number in track(client, slip)


def test_without_a_slip_a_new_code_is_printed(desk, hearing):
    page = entered(desk, hearing)
    proposal = Proposal.objects.get()
    assert page.response["Location"] == address("receipt_slip", proposal.pk)


def test_a_slip_that_was_used_is_refused_and_its_proposal_named(desk, hearing, slip, submit):
    entered(desk, hearing, slip_code=slip)
    first = Proposal.objects.get()
    page = entered(desk, hearing, slip_code=slip)
    assert f"already belongs to {first.number}" in page.text
    with pytest.raises(ValidationError, match=first.number):
        submit(slip_code=receipts.read(slip))
    assert Proposal.objects.count() == 1


def test_a_slip_copied_wrongly_is_refused_before_anything_is_saved(desk, hearing, slip):
    other = "3" if slip[0] != "3" else "4"
    for typed in (other + slip[1:], slip[:-2], slip + "2", "?????-?????-?"):
        page = entered(desk, hearing, slip_code=typed)
        assert "This is not the code of a slip" in page.text
    assert not Proposal.objects.exists()


def test_without_the_check_a_slip_copied_wrongly_would_pass(desk, hearing, slip, monkeypatch):
    """Negative control: the check character is what notices the slip of the pen."""
    monkeypatch.setattr(receipts, "check_character", lambda code: slip[-1])
    entered(desk, hearing, slip_code=("3" if slip[0] != "3" else "4") + slip[1:])
    assert Proposal.objects.exists()


def test_rows_of_the_hearings_page_take_slips_too(desk, held_hearing, slip, client):
    page = page_of(desk, held_hearing)
    row = {"text": "Жол керек.", "language": "ky", "kind": "proposal", "sector": "roads"}
    answer = page.press(
        **{"proposals-TOTAL_FORMS": "1", "proposals-0-slip_code": slip},
        **{f"proposals-0-{name}": value for name, value in row.items()},
    )
    assert answer.status_code == 302
    assert Proposal.objects.get().number in track(client, slip)


def test_printing_stores_nothing_and_every_print_has_fresh_codes(desk, hearing, slip):
    again = desk.get(paper(hearing, "forms", count=1, format="page"))
    assert slip not in again.content.decode()
    assert "no-store" in again["Cache-Control"]
    assert not Proposal.objects.exists()
    assert printing.PERMISSION == "hearings.change_hearing"
