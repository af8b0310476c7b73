"""A member of the house orders a pack and fetches it."""

from reports.packs.folder import Folder
from reports.registry import REPORTS

ORDER = "/en/reports/pack/"
WANTED = {"title": "Session of 25 November", "language": "en", "format": "docx"}


def fetched(client, address):
    """The status of the answer for a file, which is read to its end."""
    answer = client.get(address)
    answer.getvalue()
    return answer.status_code


def ordered(client, **wanted):
    """The address of the page that waits for the pack, and its folder."""
    answer = client.post(ORDER, {**WANTED, "reports": list(REPORTS), **wanted})
    assert answer.status_code == 302, answer.context["form"].errors
    return answer["Location"], Folder(answer["Location"].strip("/").split("/")[-1])
