"""For the tests of the desk of measures: the buttons of a page, and what a list shows."""

from tests.desk import address


def status(record):
    return type(record).objects.values_list("status", flat=True).get(pk=record.pk)


def shown(browser, **query):
    answer = browser.get(address("programs_measure_changelist"), query)
    assert answer.status_code == 200
    return set(answer.context["cl"].queryset)
