"""Pages about the programmes, their measures and awards, and the photos of measures."""

from .photos import photo, photo_thumbnail
from .programs import program_detail, program_list

__all__ = ["photo", "photo_thumbnail", "program_detail", "program_list"]
