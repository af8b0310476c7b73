"""How well a record fits a search, in plain words; smaller is better."""

import re

# The steps, from the best: what was typed begins the record (its number or title stands first);
# stands in it word for word; every word stands in it; every word begins one of its words
# (endings change in Kyrgyz and Russian); the words are only parts of its words.
BEGINS, STANDS, WHOLE, BEGINNINGS, PARTS = range(5)


def rank(folded, words):
    """The step of a folded text that holds each of the folded words somewhere."""
    side_by_side = r"\W+".join(map(re.escape, words))
    together = rf"\b{side_by_side}\b"
    if re.match(together, folded):
        return BEGINS
    if re.search(together, folded):
        return STANDS
    if all(re.search(rf"\b{re.escape(word)}\b", folded) for word in words):
        return WHOLE
    if all(re.search(rf"\b{re.escape(word)}", folded) for word in words):
        return BEGINNINGS
    return PARTS
