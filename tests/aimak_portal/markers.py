"""The words by which a test recognises what must not be seen, and texts in two languages."""

# What is hidden → the word by which it is recognised.
HIDDEN = {
    "a hearing that is not announced": "купияугуу",
    "a paper of that hearing": "купиякагаз",
    "a paper that is not public": "купиядокумент",
    "an attendance sheet": "купиякаттоо",
    "a note on where a notice hung": "купияэскертме",
    "an act that is not public": "купиятоктом",
    "a proposal that waits to be checked": "купиякелген",
    "a proposal returned to its author": "купиякайтарылган",
    "why it was returned": "купияэмнеге",
    "a proposal that was declined": "купиячеттетилген",
    "why it was declined": "купиясебеп",
    "a published proposal that was taken down": "купияалынган",
    "why a vote on that proposal was corrected": "купиядобуш",
    "a proposal withdrawn before it was published": "купиякайралган",
    "a photo that nobody has looked at": "купиясүрөт",
    "a photo of a hidden proposal": "купияжашырын",
    "a member who did not agree to be named": "купиямүчө",
    "a member who has left": "купиякеткен",
    "a programme that is not public": "купияпрограмма",
    "a measure that is not public": "купиячара",
    "who helps with that measure": "купияөнөктөш",
    "a note on that measure": "купиябелги",
    "a photo of that measure": "купиябуктурма",
    "a photo of a measure that nobody has looked at": "купиякамера",
    "an award that is not public": "купиясыйлык",
    "a budget that is not published": "купиябюджет",
    "a line of that budget": "купияберене",
    "an Excel file that was brought": "купияфайл",
    "a cell of that file": "купияуяча",
    "a colleague who entered a step": "купиякызматкер",
    "an amount of that measure": "7531984",
    "an amount of that budget": "8642097",
}
# A citizen's name, telephone and e-mail; a telephone that its owner keeps private.
PERSONAL = {
    "full_name": "Купияжан Белгисизова",
    "phone": "+996555010203",
    "email": "kupiya@example.kg",
}
PRIVATE_PHONE = "+996700040506"


def words(ky, ru=None):
    """A text by language; there is no English one, so that fallback shows."""
    return {"ky": ky, "ru": ru or ky}


def fields(name, ky, ru=None):
    return {f"{name}_{code}": text for code, text in words(ky, ru).items()}
