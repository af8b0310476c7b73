"""Every page of the staff desk that the head of the aiyl okmotu opens, by axe in Chromium."""

from base64 import b32decode

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.attachments import workbooks as samples
from tests.browser.pressing import press
from tests.browser.signing import sign_in
from tests.browser.test_on_paper import sheets
from tests.signing import shown

pytestmark = pytest.mark.browser

WIDTHS = (1280, 320)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
    "preload": False,
}
RUN_AXE = "options => axe.run(options).then(result => result.violations)"


@pytest.fixture
def head(visitor, demo_site):
    """The head of the aiyl okmotu, signed in."""
    context = visitor(locale="ky-KG")
    context.add_init_script(AXE_SCRIPT)
    return sign_in(context.new_page(), demo_site, language="ky")


def problems(page):
    """What axe objects to at both widths. Colours are the same in each language: measured once."""
    rules = {} if "/ky/" in page.url else {"rules": {"color-contrast": {"enabled": False}}}
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [
            f"{width} {rule['id']}: {node['target']} {node['html'][:200]}"
            for rule in page.evaluate(RUN_AXE, RULES | rules)
            for node in rule["nodes"]
        ]
    return found


def links(page, inside):
    return page.eval_on_selector_all(f"{inside} a[href]", "all => all.map(one => one.href)")


def lists(page, home):
    """The pages of the desk that the index leads to: lists of papers, and blank forms."""
    page.goto(f"{home}admin/")
    return sorted({link for link in links(page, "#content") if "/admin/" in link})


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_every_list_blank_form_and_first_paper_is_accessible(head, demo_site, language):
    addresses = lists(head, f"{demo_site.address}/{language}/")
    found, papers = {head.url: problems(head)}, []
    for address in addresses:
        head.goto(address)
        found[address] = problems(head)
        papers += links(head, "#result_list tbody tr:first-child")[:1]
    for paper in papers:
        head.goto(paper)
        found[paper] = problems(head)
    assert len(papers) > 5
    assert {address: faults for address, faults in found.items() if faults} == {}


def desk_page(site, language, name):
    """A page of the desk for a budget or a measure of this status: `budget_approved/do/amend`."""
    record, _slash, rest = name.partition("/")
    app = {"budget": "budget/budget", "measure": "programs/measure"}[record.partition("_")[0]]
    return f"{site.address}/{language}/admin/{app}/{site.keys[record]}/{rest or 'change'}/"


DOORS = (
    "budget_heard/do/approve",
    "budget_approved",
    "budget_approved/do/amend",
    "budget_approved/do/quarter",
    "budget_approved/do/report",
    "budget_approved/do/reverse",
    "budget_approved/do/reopen",
    "budget_approved/upload",
    "measure_under_way",
    "measure_under_way/do/note",
    "measure_under_way/do/stop",
    "measure_stopped/do/fund-again",
    "measure_planned/do/finish",
)


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_every_door_of_deeds_and_money_is_accessible(head, demo_site, language):
    found = {}
    for name in DOORS:
        head.goto(desk_page(demo_site, language, name))
        # A door that is shut leads back to the record.
        assert head.url.endswith(f"{name.partition('/')[2] or 'change'}/"), name
        found[name] = problems(head)
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    ("door", "typed"),
    [
        ("budget_heard/do/approve", {}),
        ("budget_approved/do/amend", {"line_1": "нет", "change_2": "5", "new_1_title": "x"}),
        ("budget_approved/do/quarter", {}),
        ("budget_approved/do/reopen", {}),
        ("measure_under_way/do/stop", {}),
    ],
)
def test_a_door_that_refuses_is_accessible(head, demo_site, door, typed):
    head.goto(desk_page(demo_site, "ky", door))
    for name, value in typed.items():
        head.fill(f"[name={name}]", value)
    press(head, "[name=_go]")
    head.wait_for_selector(".errornote")
    assert problems(head) == []


def test_an_excel_file_is_tried_and_refused_accessibly(head, demo_site):
    wrong = samples.workbook([("1", "Автобус", -5), ("1", "", "көп")], ("№", "Аталышы", "Башка"))
    exported = f"{desk_page(demo_site, 'ky', 'budget_heard')[: -len('change/')]}lines.xlsx"
    right = head.request.get(exported).body()
    for content in (b"", wrong, right):
        head.goto(desk_page(demo_site, "ky", "budget_heard/upload"))
        file = {"name": "lines.xlsx", "mimeType": "application/octet-stream", "buffer": content}
        head.set_input_files("#id_file", file)
        press(head, "#content [type=submit]:visible")
        head.wait_for_selector("#content h1")
        assert problems(head) == []


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_signing_in_and_its_error_are_accessible(visitor, demo_site, language):
    context = visitor()
    context.add_init_script(AXE_SCRIPT)
    page = context.new_page()
    page.goto(f"{demo_site.address}/{language}/admin/login/")
    assert problems(page) == []
    page.fill("#id_username", "head")
    page.fill("#id_password", "wrong")
    press(page, "[type=submit]")
    page.wait_for_selector(".errornote")
    assert problems(page) == []


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_ones_own_account_is_accessible(head, demo_site, language):
    found = {}
    for name in ("", "codes/", "second-factor/"):
        head.goto(f"{demo_site.address}/{language}/admin/account/{name}")
        found[name] = problems(head)
    press(head, "#content .default")
    head.wait_for_selector(".errornote")
    found["refused"] = problems(head)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_a_second_factor_is_set_up_with_the_keyboard_and_its_codes_fill_one_sheet(
    visitor, demo_site
):
    context = visitor()
    context.add_init_script(AXE_SCRIPT)
    # From then on this account needs a code: no other test may sign in as the treasurer.
    page = sign_in(context.new_page(), demo_site, role="treasurer", language="ky")
    page.goto(f"{demo_site.address}/ky/admin/account/second-factor/")
    assert page.eval_on_selector(".desk-qr", "image => image.naturalWidth") > 100
    assert problems(page) == []
    secret = page.inner_text(".desk-secret").replace(" ", "")
    page.focus("#id_code")
    page.keyboard.type(shown(b32decode(secret).hex()))
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-codes")
    assert problems(page) == []
    assert page.locator(".desk-codes ol li").count() == 10
    assert sheets(page.pdf(prefer_css_page_size=True)) == 1


def test_a_blank_form_with_its_errors_is_accessible(head, demo_site):
    head.goto(f"{demo_site.address}/ky/admin/hearings/hearing/add/")
    press(head, "[name=_save]")
    head.wait_for_selector(".errornote")
    assert problems(head) == []


def test_a_mistake_on_the_desk_is_noticed(head, demo_site):
    """Negative control: a field whose label is taken away is reported."""
    head.goto(f"{demo_site.address}/ky/admin/hearings/hearing/add/")
    head.evaluate("document.querySelectorAll('label').forEach(label => label.remove())")
    assert any("label" in problem for problem in problems(head))
