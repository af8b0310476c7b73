"""The photos of a report, as pictures that stand in the document itself."""

from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO

from programs.models import MeasurePhoto
from reports.section import Picture

# Before and after of six measures: more make a file that no mail takes.
MOST = 12


@dataclass(frozen=True)
class Shown:
    """A photo and its small copy as a JPEG file."""

    picture: Picture
    content: bytes

    @property
    def address(self):
        """The photo as an address that holds it whole: paper fetches nothing."""
        return f"data:image/jpeg;base64,{b64encode(self.content).decode()}"

    @property
    def words(self):
        """What it shows and when it was taken, in one line."""
        return ". ".join(
            filter(None, [self.picture.moment, self.picture.of.text, self.picture.caption.text])
        )


def shown(section):
    """The first photos of a section that are still published; a lost file is left out."""
    wanted = section.photos[:MOST]
    if not wanted:
        return []
    found = MeasurePhoto.objects.public().named([each.key for each in wanted])
    stored = {str(photo.key): photo for photo in found}
    contents = ((each, _content(stored.get(each.key))) for each in wanted)
    return [Shown(picture, content) for picture, content in contents if content]


def _content(photo):
    from PIL import Image

    if photo is None:
        return b""
    file = BytesIO()
    try:
        with photo.thumbnail.open("rb") as stored, Image.open(stored) as image:
            image.convert("RGB").save(file, "JPEG", quality=80)
    except OSError:
        return b""
    return file.getvalue()
