"""The passport of a village is one sheet of paper, however much the village has done."""

import pytest
from django.utils import translation

from groups.models import InitiativeGroup
from hearings.models.choices import Sector, Status
from hearings.papers import pdf
from reports.chapters import village_lists
from reports.chapters.village import PASSPORT
from reports.papers import page
from reports.papers.chapter import chapter
from reports.scope import Scope
from tests import deeds

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


def sheets(village, language="ky"):
    with translation.override(language):
        told = chapter(PASSPORT, Scope(village=village))
        return len(pdf.lay_out(page.html([told]), page.STYLE.read_text(encoding="utf-8")).pages)


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_fullest_village_stands_on_one_sheet(fullest, language):
    assert sheets(fullest, language) == 1


def test_more_rows_would_not_fit(fullest, monkeypatch):
    """Negative control: with every row it would be more than one."""
    monkeypatch.setattr(village_lists, "FEWER", 10 * MANY)

    assert sheets(fullest) > 1
