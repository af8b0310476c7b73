"""How the files of a pack come to the disk."""

import os


def put(path, content):
    """Put a file into its place: whole or not at all, also where the power goes in the middle."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with open(unfinished, "wb") as file:
            file.write(content)
            file.flush()
            # Else the name may reach the disk before the content, and the file is found empty.
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    finally:
        # What fills the disk is not left there.
        unfinished.unlink(missing_ok=True)
