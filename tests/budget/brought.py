"""For the tests of bringing lines: rows of a file, and what taking them in would change."""

NURSERY = {
    "number": "3",
    "side": "expenditure",
    "function": "7091",
    "economic": "2222",
    "title_ru": "Детский сад",
    "planned_draft": "250,0 миң",
}


def values(line, *names):
    return tuple(getattr(line, name) for name in names)


def nothing_new(plan):
    assert [*plan.complaints, *map(str, plan.problems)] == []
    return plan.is_empty
