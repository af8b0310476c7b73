"""The way to som: from what people asked, over measure and budget line, to the result."""

from .stations import sums_of
from .ways import asking, lines_for, way_of_line, way_of_measure, way_to_som, with_signposts

__all__ = [
    "asking",
    "lines_for",
    "sums_of",
    "way_of_line",
    "way_of_measure",
    "way_to_som",
    "with_signposts",
]
