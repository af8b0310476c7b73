"""Working with the keyboard alone, as somebody does who has no mouse at hand."""

MOST_KEYS = 300


def has_focus(page, selector):
    return page.evaluate("chosen => document.activeElement.matches(chosen)", selector)


def reach(page, selector, key="Tab"):
    """Press Tab until the thing has the focus."""
    for _key in range(MOST_KEYS):
        if has_focus(page, selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"The keyboard does not reach {selector}")


def strike(page, selector, key="Enter"):
    reach(page, selector)
    page.keyboard.press(key)


def follow(page, selector, key="Tab"):
    """Go on to the page that a link or button leads to."""
    reach(page, selector, key)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose(page, selector, words):
    """Type the beginning of an option, as keyboards choose."""
    reach(page, selector)
    page.keyboard.type(words)


def write(page, selector, words):
    """Put words in the place of what stands in a box."""
    reach(page, selector)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(words)


class Keyboard:
    """Strikes keys and counts them."""

    def __init__(self, page):
        self.keys, self.struck = page.keyboard, 0

    def type(self, text):
        self.struck += len(text)
        self.keys.insert_text(text)

    def press(self, *keys):
        for key in keys:
            self.struck += 1
            self.keys.press(key)
