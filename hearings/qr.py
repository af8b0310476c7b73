"""QR codes for papers: an address that a telephone reads instead of typing."""

import segno


def code_image(text):
    """The QR code of a text as an image address (an SVG inside the page)."""
    return segno.make(text, error="m").svg_data_uri(scale=4, border=2)


def code_dots(text):
    """The same as a picture of dots: a PDF file holds it once, however often it is printed."""
    return segno.make(text, error="m").png_data_uri(scale=8, border=2)
