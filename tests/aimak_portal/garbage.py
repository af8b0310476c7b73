"""Requests that nobody means, made from a seed: the same seed brings the same ones again."""

import random
from urllib.parse import quote

from django.conf import settings

from hearings.views.submission import RECEIPT_COOKIE

TEXTS = [
    "",
    "\x00",
    "a\x00b",
    "\ud800",
    "\udfff\ud800",
    "\ufffe\uffff",
    "\u202e\u2066",
    "\U0010ffff",
    "í" * 3000,
    "ү" * 70_000,
    "' OR 1=1 --",
    '"; DROP TABLE hearings_proposal; --',
    "%s%s%n",
    "{{ 7*7 }}",
    "${7*7}",
    "<script>",
    "../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "-1",
    "0",
    "1e99",
    "NaN",
    "Infinity",
    "-Infinity",
    "0x10",
    "٣",
    "²",
    "½",
    "1_000",
    "+1",
    " 1 ",
    "9" * 19,
    "9" * 40,
    "9" * 5000,
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "2147483648",
    "True",
    "null",
    "undefined",
    "[]",
    "{}",
    "2026-00001",
    "0000-00000",
    "9999-9999999",
    "00000000-0000-0000-0000-000000000000",
    "2026-13-45",
    "0000-00-00",
    "10000-01-01",
    "1,5 млн",
    "12 34 млрд",
    "99999",
    "25:61",
]
NAMES = [
    "q",
    "page",
    "p",
    "o",
    "e",
    "all",
    "status",
    "sector",
    "village",
    "kind",
    "hearing",
    "unit",
    "function",
    "side",
    "source",
    "asked",
    "lines",
    "year",
    "quarter",
    "part",
    "upload",
    "plan",
    "file",
    "resolution",
    "next",
    "go",
    "do",
    "code",
    "text",
    "language",
    "token",
    "consent",
    "website",
    "phone",
    "email",
    "full_name",
    "photo",
    "sex",
    "group",
    "csrfmiddlewaretoken",
    "action",
    "_selected_action",
    "select_across",
    "index",
    "_popup",
    "_to_field",
    "_changelist_filters",
    "_seen",
    "_save",
    "post",
    "status__exact",
    "village__id__exact",
    "hearing__id__exact",
    "waits",
    "app_label",
    "model_name",
    "field_name",
    "term",
    "documents-TOTAL_FORMS",
    "documents-INITIAL_FORMS",
    "minutes-TOTAL_FORMS",
    "minutes-0-id",
    "contributions-TOTAL_FORMS",
    "results-0-quantity",
    "proposals_find",
    "planned_cost",
    "line_1",
    "change_1",
    "new_1_function",
    "figure_1",
    "figures",
    "proposals-TOTAL_FORMS",
    "photos-TOTAL_FORMS",
    "photos-INITIAL_FORMS",
    "starts_at_0",
    "starts_at_1",
    "username",
    "password",
    "author__phone__startswith",
    "ключ",
    "a[b]",
    "\x00",
]
METHODS = ["GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "ÿ", ""]
TYPES = [
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-7",
    "application/x-www-form-urlencoded; charset=no-such-charset",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=x",
    "multipart/form-data; boundary=" + "x" * 300,
    "multipart/form-data; boundary=\xff",
    "application/json",
    "text/xml",
    "",
    ";;;",
    "\xff/\xff",
]
# A wrong Content-Length is not among them: the server in front answers it before we are asked.
HEADERS = [
    ("HTTP_ACCEPT_LANGUAGE", "x" * 5000),
    ("HTTP_ACCEPT_LANGUAGE", "ky;q=9,ru;q=-1,\xff;q=NaN,*"),
    ("HTTP_ACCEPT_ENCODING", "gzip;q=x, br, \xff"),
    ("HTTP_IF_MODIFIED_SINCE", "the day before yesterday"),
    ("HTTP_IF_MODIFIED_SINCE", "Fri, 31 Dec 99999 00:00:00 GMT"),
    ("HTTP_IF_NONE_MATCH", '"' * 999),
    ("HTTP_RANGE", "bytes=9-1,-,--1"),
    ("HTTP_REFERER", "https://[::1"),
    ("HTTP_ORIGIN", "https://[::1"),
    ("HTTP_HOST", "testserver:99999999"),
    ("HTTP_HOST", "[::1"),
    ("HTTP_HOST", "\xff"),
    ("HTTP_X_FORWARDED_FOR", "1.2.3.4, \xff, ::1, " + "9" * 999),
    ("HTTP_X_REQUESTED_WITH", "\x00"),
    ("HTTP_USER_AGENT", "a" * 60_000),
    ("HTTP_COOKIE", "=;;; =\xff; \x00"),
    ("HTTP_COOKIE", f"{settings.SESSION_COOKIE_NAME}={'x' * 5000}"),
    ("HTTP_COOKIE", f"{settings.SESSION_COOKIE_NAME}=\xff\x00"),
    ("HTTP_COOKIE", f"{settings.CSRF_COOKIE_NAME}=\xff"),
    ("HTTP_COOKIE", f"{RECEIPT_COOKIE}=a:b:c"),
    ("HTTP_COOKIE", f"{RECEIPT_COOKIE}=\xff\x00::"),
    ("HTTP_COOKIE", f"{settings.LANGUAGE_COOKIE_NAME}=../../xx; messages=:::"),
    ("HTTP_COOKIE", "messages=" + "W" * 3000 + ":x"),
    ("REMOTE_ADDR", "not an address"),
]


class Garbage:
    """Requests that nobody means, one like the other from the same seed."""

    def __init__(self, seed, places):
        self.chance = random.Random(seed)
        self.places = places

    def text(self):
        if self.chance.random() < 0.2:
            return "".join(chr(self.chance.randrange(0x300)) for _ in range(20))
        return self.chance.choice(TEXTS)

    def place(self):
        """An address of the portal, whole, with a part replaced, or with something behind it."""
        place = self.chance.choice(self.places)
        kind = self.chance.random()
        if kind < 0.5:
            return as_bytes(place)
        parts = place.split("/")
        if kind < 0.85:
            parts[self.chance.randrange(1, len(parts))] = self.text()[:9000]
        else:
            parts.append(self.text()[:9000])
        return as_bytes("/" + "/".join(parts).lstrip("/"))

    def query(self):
        pairs = []
        for _ in range(self.chance.randrange(4)):
            text = self.text()[:3000]
            raw = self.chance.random() < 0.2
            value = as_bytes(text) if raw else quote(text, errors="surrogatepass")
            pairs.append(f"{quote(self.chance.choice(NAMES))}={value}")
        return "&".join(pairs) + self.chance.choice(
            ["", "", "", "%", "%zz", "%ff%fe", "&&==&", ";"]
        )

    def payload(self):
        kind = self.chance.random()
        if kind < 0.4:
            pairs = [(self.chance.choice(NAMES), self.text()) for _ in range(6)]
            text = "&".join(f"{quote(a)}={quote(b, errors='surrogatepass')}" for a, b in pairs)
            return text.encode()
        if kind < 0.45:
            return "&".join(f"a{place}=1" for place in range(1001)).encode()
        if kind < 0.8:
            return self.multipart()
        return self.chance.randbytes(self.chance.randrange(300))

    def multipart(self):
        lines = []
        for _ in range(self.chance.randrange(5)):
            name, file = self.chance.choice(NAMES), self.chance.random() < 0.5
            lines.append("--x")
            shown = f'; filename="{self.text()[:300]}"' if file else ""
            lines.append(f'Content-Disposition: form-data; name="{name}"{shown}')
            if self.chance.random() < 0.3:
                lines.append(f"Content-Transfer-Encoding: {self.chance.choice(['base64', '?'])}")
            lines += ["", self.text()[:2000]]
        if self.chance.random() < 0.8:
            lines.append("--x--")
        return "\r\n".join(lines).encode("utf-8", "surrogatepass")

    def request(self):
        """Everything that `ask` needs."""
        weighted = ["GET"] * 10 + ["POST"] * 10 + METHODS
        environ = {"PATH_INFO": self.place(), "QUERY_STRING": self.query()}
        for _ in range(self.chance.randrange(3)):
            name, value = self.chance.choice(HEADERS)
            environ[name] = value
        method = self.chance.choice(weighted)
        data = b"" if method == "GET" else self.payload()
        kind = self.chance.choice(TYPES[:1] * 6 + ["multipart/form-data; boundary=x"] * 6 + TYPES)
        return method, data, kind, environ


def as_bytes(text):
    """A text as a server hands an address over: its bytes, one character each."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")
