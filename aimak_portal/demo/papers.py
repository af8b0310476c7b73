"""Files for the sample, made here: a one-page PDF and a drawn picture."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from .pictures import PICTURES

TOP, LEFT, LEADING, SIZE = 780, 60, 22, 12


def pdf(lines):
    """A PDF of one A4 page with these lines. Latin letters only: it carries no font of its own."""
    drawn = [f"BT /F1 {SIZE} Tf {LEADING} TL {LEFT} {TOP} Td"]
    drawn += [f"({_escaped(line)}) Tj T*" for line in lines]
    drawn.append("ET")
    page = "\n".join(drawn).encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    return SimpleUploadedFile("sample.pdf", _file(objects), "application/pdf")


def _escaped(line):
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects):
    """The numbered objects with the table of where each begins."""
    out, begins = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        begins.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for begin in begins:
        out += b"%010d 00000 n \n" % begin
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def picture(name):
    """The picture of this name as somebody's telephone would send it."""
    out = BytesIO()
    PICTURES[name]().save(out, "PNG")
    return SimpleUploadedFile(f"{name}.png", out.getvalue(), "image/png")
