"""Why a column of a record is not told to the public. For whoever adds the next column."""

FOLDED = "made for search and order out of the other texts"
BY = "names a colleague; the public site never does"
ENTERED = "the moment of entry at the desk; the day of the deed itself is told"
RULE = "decides that the row is here at all: every row told is public"
FILE = "how the file of the paper is stored and reached"
FILES = {
    "key": FILE,
    "file": FILE,
    "content_type": FILE,
    "size_bytes": FILE,
    "uploaded_at": ENTERED,
}
