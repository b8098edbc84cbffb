"""Every text also compressed, once, so that no answer is compressed while somebody waits."""

import gzip
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it has none

TEXTS = frozenset({".html", ".js", ".css", ".json", ".webmanifest"})


def compress_texts(folder: Path) -> None:
    """Write `.br` and `.gz` beside each text file in `folder`, for those not there yet."""
    for path in sorted(folder.rglob("*")):
        compressed = path.with_name(f"{path.name}.br")
        if path.suffix in TEXTS and not compressed.exists():
            content = path.read_bytes()
            compressed.write_bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=11))
            # No time in the header: the same text gives the same bytes.
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
