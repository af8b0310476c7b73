"""For the tests of the form of a citizen: its answers, and what its pages say."""

from hearings.models import Proposal, Proposer

ANSWERS = {
    "kind": "question",
    "text": "Суу түтүгү качан оңдолот?\r\nЭкинчи жай катары менен суу жок.",
    "language": "ky",
    "sector": "water",
    "full_name": "Асан Усенов",
    "phone": "0777 123 456",
    "email": "asan@example.kg",
    "sex": "male",
}


def step_of(page):
    return page.response.context["step"]


def complained(page, *fields):
    """The page stands at the fields, says what is wrong with them, and nothing is stored."""
    errors = page.response.context["form"].errors
    assert set(fields) <= set(errors)
    for field in fields:
        for sentence in errors[field]:
            # At the field, and in the summary above.
            assert page.text.count(" ".join(sentence.split())) >= 2
    assert page.status == 422
    assert not Proposal.objects.exists()
    assert not Proposer.objects.exists()
    return True
