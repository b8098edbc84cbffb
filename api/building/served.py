"""A build's files in memory, ready to be sent."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from werkzeug.datastructures import Accept

from api.building.folders import RECORD

CONTENT_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".png": "image/png",
}
FOR_EVER: Final = "public, max-age=31536000, immutable"
ASK_EACH_TIME: Final = "no-cache"
ENCODINGS: Final = {"br": ".br", "gzip": ".gz"}


@dataclass(frozen=True)
class ServedFile:
    """One file in every encoding there is: identity, and br and gzip where they save bytes."""

    bodies: dict[str, bytes]
    content_type: str
    cache: str
    tag: str

    def best_encoding(self, accepted: Accept) -> str:
        """Return the smallest encoding among those the asker takes."""
        for encoding in ENCODINGS:
            if encoding in self.bodies and accepted.quality(encoding) > 0:
                return encoding
        return "identity"


def read_files(root: Path) -> dict[str, ServedFile]:
    """Return every file of a build by its path; a file not in here can't be asked for."""
    paths = [path for path in root.rglob("*") if path.suffix in CONTENT_TYPES]
    return {
        path.relative_to(root).as_posix(): _read(path, hashed=path.parent != root)
        for path in paths
        if path.name != RECORD
    }


def _read(path: Path, *, hashed: bool) -> ServedFile:
    content = path.read_bytes()
    bodies = {"identity": content}
    for encoding, suffix in ENCODINGS.items():
        compressed = path.with_name(path.name + suffix)
        if compressed.is_file() and compressed.stat().st_size < len(content):
            bodies[encoding] = compressed.read_bytes()
    cache = FOR_EVER if hashed else ASK_EACH_TIME
    return ServedFile(bodies, CONTENT_TYPES[path.suffix], cache, sha256(content).hexdigest()[:16])
