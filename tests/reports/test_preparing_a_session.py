"""A deputy who signs in finds on the first page of the reports what waits for an answer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hearings.models import Proposal
from tests import deeds
from tests.desk import sign_in, words_of

PLACE = "/en/reports/"


@pytest.fixture
def late(publish, submit):
    """Two proposals whose day has passed; nobody has looked at one of them yet."""
    proposals = [publish(), submit()]
    Proposal.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    return proposals


def desk(client):
    return client.get(PLACE).context["desk"]


@pytest.mark.parametrize("role", ["deputy", "head", "clerk", "treasurer"])
def test_whoever_answers_for_it_sees_what_is_overdue(aimak, late, role):
    browser = sign_in(role)

    assert desk(browser).overdue == 2
    assert "Overdue answers 2" in words_of(browser.get(PLACE))


def test_promises_and_lines_are_those_of_the_report_on_money(aimak, decided, publish, clerk):
    answered = publish(text="Жолго таш төгүп, арыктарды тазалап берсеңиздер экен.")
    answered.decide("in_budget", by=clerk, reason={"ky": "Кирди."})
    budget = deeds.budget()
    deeds.line(budget, "1", "1000", proposals=[answered])
    deeds.approve(budget)

    waiting = desk(sign_in("deputy"))

    assert (waiting.promises, waiting.unspent) == (1, 1)


def test_each_figure_leads_to_its_list(aimak, late):
    browser = sign_in("deputy")
    html = browser.get(PLACE).content.decode()

    for place in ("/en/admin/hearings/proposal/?waits=overdue", "/en/reports/voice/"):
        assert f'href="{place}' in html
        assert browser.get(place).status_code == 200
    assert all(f'id="{part}"' in words_on(browser) for part in ("promises", "unspent"))


def words_on(browser):
    return browser.get("/en/reports/voice/").content.decode()


def test_a_stranger_reads_the_list_of_reports_alone(aimak, late):
    answer = Client().get(PLACE)

    assert answer.context["desk"] is None
    assert "Overdue answers" not in words_of(answer)
    assert 'href="/en/reports/hearings/"' in answer.content.decode()
