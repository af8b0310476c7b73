"""A process of its own that rebuilds the named files and prints by how many MB it grew."""

import sys
from pathlib import Path

import django
from django.conf import settings


def peak():
    """The highest memory of this process so far, in MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    raise LookupError("VmHWM")


def main(paths):
    settings.configure(USE_I18N=False)
    django.setup()
    from django.core.exceptions import ValidationError
    from django.core.files import File

    from attachments import images

    if paths[0] == "--no-limit":
        images._refuse_pixels = lambda image: None
        paths = paths[1:]
    before = peak()
    for path in paths:
        with Path(path).open("rb") as opened:
            try:
                images.rebuild(File(opened))
            except ValidationError:
                continue
    print(peak() - before)


if __name__ == "__main__":
    main(sys.argv[1:])
