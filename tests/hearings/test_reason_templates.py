"""Templates of reasons: written into the form, copied into the step, changed freely."""

import pytest
from django.db import IntegrityError

from hearings.models import Proposal, ReasonTemplate
from hearings.models.choices import EXPLAINED, Status
from tests.desk import Page, address, door_of, sign_in, words_of

TEXTS = {"text_ky": "Каражат жок.", "text_ru": "Нет средств.", "text_en": "There is no money."}


@pytest.fixture
def desk(aimak):
    return sign_in("clerk")


@pytest.fixture
def template(db):
    return ReasonTemplate.objects.create(
        outcome=Status.REJECTED, reason_code="no_money", title_ky="Каражат жок", **TEXTS
    )


def test_its_words_are_written_into_the_form_and_nothing_is_decided(desk, published, template):
    door = door_of(desk, published, "decide")
    answer = door.press("_fill_in", template=str(template.pk), on="01.11.2026", deferred_to="x")

    assert answer.status_code == 200
    assert "Please correct" not in words_of(answer)
    assert [door.values[f"reason_{code}"] for code in ("ky", "ru", "en")] == list(TEXTS.values())
    assert (door.values["outcome"], door.values["reason_code"]) == ("rejected", "no_money")
    assert (door.values["on"], door.values["deferred_to"]) == ("01.11.2026", "x")
    assert Proposal.objects.get().status == Status.PUBLISHED

    assert (
        door.press("_go", reason_ru="Нет средств в этом году.", deferred_to="").status_code == 302
    )
    step = Proposal.objects.get().decision
    assert (step.reason_ky, step.reason_ru) == ("Каражат жок.", "Нет средств в этом году.")


def test_what_was_chosen_before_stays(desk, published, template):
    door = door_of(desk, published, "decide")
    door.press("_fill_in", template=str(template.pk), outcome="deferred", reason_code="other")
    assert (door.values["outcome"], door.values["reason_code"]) == ("deferred", "other")


def test_a_page_that_changed_meanwhile_is_not_renewed_by_it(desk, published, template, clerk):
    door = door_of(desk, published, "decide")
    Proposal.objects.get().start_review(by=clerk)
    door.press("_fill_in", template=str(template.pk))
    assert "Somebody else changed this meanwhile" in words_of(door.press("_go"))
    assert Proposal.objects.get().status == Status.UNDER_REVIEW


def test_a_changed_template_changes_no_past_decision(desk, published, template):
    door = door_of(desk, published, "decide")
    door.press("_fill_in", template=str(template.pk))
    door.press("_go")
    page = Page(desk, address("hearings_reasontemplate_change", template.pk))
    assert page.press(text_ky="Башка сөз.").status_code == 302
    template.delete()
    assert Proposal.objects.get().decision.reason_ky == "Каражат жок."


def test_each_door_offers_its_own(desk, submit, published, template):
    waiting = submit()
    returned = ReasonTemplate.objects.create(
        outcome=Status.RETURNED, title_ky="Жери", text_ky="Кайда?"
    )
    ReasonTemplate.objects.create(
        outcome=Status.DEFERRED, title_ky="Кийин", text_ky="Кийинчерээк.", is_active=False
    )
    offered = door_of(desk, waiting, "return").text
    assert f'value="{returned.pk}"' in offered and 'data-reason_ky="Кайда?"' in offered
    assert 'name="template"' not in door_of(desk, waiting, "decline").text
    decide = door_of(desk, published, "decide").text
    assert "Каражат жок" in decide
    assert "Кайда?" not in decide and "Кийинчерээк." not in decide


def test_together_the_words_come_in_too(desk, published, template):
    url = address("hearings_proposal_together", "decide")
    page = Page(desk, f"{url}?rows={published.pk}")
    page.press("_fill_in", template=str(template.pk))
    assert page.values["reason_ru"] == "Нет средств."
    page.press("_preview")
    assert page.press("_go").status_code == 302
    assert Proposal.objects.get().decision.reason_code == "no_money"


def test_the_button_on_a_door_without_reasons_does_nothing(desk, submitted):
    assert door_of(desk, submitted, "publish").press("_fill_in").status_code == 200
    assert Proposal.objects.get().status == Status.SUBMITTED


def test_only_what_needs_a_reason_has_templates():
    assert {outcome for outcome, _label in ReasonTemplate.OUTCOMES} == EXPLAINED


@pytest.mark.parametrize(
    "lacking", [{"text_ky": ""}, {"title_ky": ""}, {"outcome": "rejected", "reason_code": ""}]
)
def test_a_template_without_words_or_kind_is_refused(desk, lacking):
    values = {"outcome": "in_budget", "title_ky": "Ооба", "text_ky": "Ооба."} | lacking
    page = Page(desk, address("hearings_reasontemplate_add"))
    assert page.press(**values).status_code == 200
    with pytest.raises(IntegrityError):
        ReasonTemplate.objects.create(**values)


@pytest.mark.parametrize("role", ["treasurer", "deputy"])
def test_readers_keep_no_templates(role, template):
    url = address("hearings_reasontemplate_change", template.pk)
    assert sign_in(role).get(url).status_code == 403
