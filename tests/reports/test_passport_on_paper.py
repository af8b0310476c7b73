"""The passport of a village is one sheet of paper, however much the village has done."""

from decimal import Decimal

import pytest
from django.utils import translation

from groups.models import Aimak, InitiativeGroup
from hearings.models.choices import Sector, Status
from hearings.papers import pdf
from language.money import money
from reports.chapters import village_lists
from reports.chapters.village import PASSPORT
from reports.papers import page
from reports.papers.chapter import chapter
from reports.scope import Scope
from tests import deeds
from tests.reports.files import words

TEXT = "Мектепке барчу көчөгө чырактарды орнотуп берүүнү суранабыз, кечинде караңгы болот"
REASON = {"ky": "Кирди.", "ru": "Вошло.", "en": "Included."}
MANY = 8


@pytest.fixture
def fullest(village, publish, clerk, recorded):
    """More of everything than a sheet has room for, in words as long as they are in life."""
    for number in range(MANY):
        proposal = publish(text=f"{TEXT}, {number}", sector=list(Sector)[number])
        proposal.decide(Status.IN_PROGRAM, by=clerk, reason=REASON)
        measure = deeds.measure(TEXT, proposal, village=village, status="done", households=143)
        deeds.made(measure, "Көчө жарыктандырылды", "4.5", "км")
        recorded((2026, 3, 1 + number), village=village, participants=135, women=57)
        InitiativeGroup.objects.create(name_ky=TEXT, village=village, reported_members=20)
    for year in (2023, 2024, 2025, 2026):
        budget = deeds.budget(year)
        deeds.line(budget, "1", "13390700", village=village)
        deeds.approve(budget)
    return village


def laid_out(village, language):
    with translation.override(language):
        told = chapter(PASSPORT, Scope(village=village))
        return pdf.lay_out(page.html([told]), page.STYLE.read_text(encoding="utf-8")).pages


def sheets(village, language="ky"):
    return len(laid_out(village, language))


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_fullest_village_stands_on_one_sheet(fullest, language):
    # With the sentence that a demonstration carries.
    Aimak.objects.update(is_demo=True)
    assert sheets(fullest, language) == 1


def test_more_rows_would_not_fit(fullest, monkeypatch):
    """Negative control: with every row it would be more than one."""
    monkeypatch.setattr(village_lists, "FEWER", 10 * MANY)

    assert sheets(fullest) > 1


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_an_amount_of_billions_stands_on_one_line_of_its_tile(village, language):
    budget = deeds.budget(2026)
    deeds.line(budget, "1", "9876543210.50", village=village)
    deeds.approve(budget)
    (sheet,) = laid_out(village, language)
    with translation.override(language):
        assert money(Decimal("9876543210.50")) in words(sheet)
