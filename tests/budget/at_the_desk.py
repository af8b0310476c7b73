"""For the tests of the desk of budgets: a budget as it is stored now, and its buttons."""

from budget.models import Budget
from tests.desk import address


def now(budget):
    return Budget.objects.get(pk=budget.pk)


def slugs(browser, budget):
    answer = browser.get(address("budget_budget_change", budget.pk))
    return [door["url"].split("/")[-2] for door in answer.context["doors"]]
