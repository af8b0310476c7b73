"""The backup file itself: a .tar.gz whose last member, the manifest, vouches for all the others."""

import gzip
import hashlib
import io
import json
import tarfile
import zlib
from pathlib import Path, PurePosixPath

from .problems import BackupProblem

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024


class Hashed:
    """A file that remembers the checksum of what was read from it."""

    def __init__(self, file):
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size=-1):
        data = self.file.read(size)
        self.digest.update(data)
        return data


class Writer:
    """Packs members one by one, then the manifest with their checksums."""

    def __init__(self, file):
        self.tar = tarfile.open(fileobj=file, mode="w|gz")  # noqa: SIM115, closed by exit
        self.members = {}

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.tar.close()

    def add(self, name, path):
        with open(path, "rb") as file:
            info = self.tar.gettarinfo(arcname=name, fileobj=file)
            info.uid = info.gid = 0
            info.uname = info.gname = ""
            content = Hashed(file)
            self.tar.addfile(info, content)
        self.members[name] = {"size": info.size, "sha256": content.digest.hexdigest()}

    def add_manifest(self, facts):
        manifest = {"format": FORMAT, **facts, "members": self.members}
        content = json.dumps(manifest, indent=1, sort_keys=True).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(content)
        self.tar.addfile(info, io.BytesIO(content))


def unpack(path, into):
    """Writes the members below `into` and returns the manifest, after checking all of it."""
    try:
        manifest, found = read_members(path, into)
    except FileNotFoundError as error:
        raise BackupProblem(f"There is no file {path}.") from error
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, ValueError) as error:
        raise BackupProblem(f"The file is damaged or cut off: {error}") from error
    check_format(manifest)
    check_members(manifest, found)
    return manifest


def read_members(path, into):
    manifest, found = None, {}
    # gzip.open, not tarfile's own reader: it compares the checksum at the end of the stream.
    with gzip.open(path, "rb") as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
        for info in tar:
            if info.name == MANIFEST:
                manifest = json.loads(tar.extractfile(info).read())
            else:
                target = safe_target(into, info)
                found[info.name] = write_member(tar.extractfile(info), target)
        while stream.read(CHUNK):
            pass
    return manifest, found


def safe_target(into, info):
    """Where a member goes; a name that leads out of the directory is nobody's backup."""
    name = PurePosixPath(info.name)
    if not info.isreg() or name.is_absolute() or ".." in name.parts:
        raise BackupProblem(f"The file holds a member no backup has: {info.name}")
    return Path(into) / name


def write_member(member, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    content = Hashed(member)
    with open(target, "wb") as out:
        while data := content.read(CHUNK):
            out.write(data)
    return {"size": target.stat().st_size, "sha256": content.digest.hexdigest()}


def check_format(manifest):
    if not isinstance(manifest, dict) or "format" not in manifest:
        raise BackupProblem("The file is cut off or no backup of this portal: no manifest in it.")
    if manifest["format"] != FORMAT:
        raise BackupProblem(
            f"The backup has format {manifest['format']}, this portal reads format {FORMAT}: "
            "restore it with the version of the portal that made it."
        )


def check_members(manifest, found):
    if wrong := differing(manifest["members"], found):
        raise BackupProblem(f"The file is damaged: {', '.join(wrong)} differs from its checksum.")


def differing(promised, found):
    names = sorted(promised.keys() | found.keys())
    return [name for name in names if promised.get(name) != found.get(name)]
