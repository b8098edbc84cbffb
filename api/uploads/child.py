"""Makes the smaller pictures of one file, in a process of its own with little memory and time.

Runs alone (`python -I child.py FILE MEDIA_TYPE FOLDER`) and imports nothing of ours: whoever takes
it over through a decoder finds no key and no database. Writes `thumb.jpg` and `preview.jpg` where
it can, and what it found to `facts.json`.
"""

import json
import resource
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_S = 30
LONGEST_OUTPUT = 8 * 1024 * 1024
FACTS = "facts.json"
MOST_PIXELS = 40_000_000
# The longer edge of each picture, and its JPEG quality.
PICTURES = {"preview": (1600, 82), "thumb": (320, 78)}

# The one decoder for each kind: a file that is two things at once meets no other.
DECODERS = {
    "image/jpeg": ("JPEG", "MPO"),
    "image/png": ("PNG",),
    "image/webp": ("WEBP",),
    "image/heic": ("HEIF",),
}


def limit() -> None:
    """Gives up memory, time, large files and other processes, for good."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_FSIZE, LONGEST_OUTPUT),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def derive(file: Path, media_type: str, folder: Path) -> dict[str, Any]:
    """What there is to know of a file; its pictures are in `folder` afterwards."""
    if media_type == "application/pdf":
        return _derive_pdf(file, folder)
    if media_type in DECODERS:
        return _derive_picture(file, DECODERS[media_type], folder)
    return {}


def _derive_picture(file: Path, decoders: Sequence[str], folder: Path) -> dict[str, Any]:
    with _pillow().open(file, formats=decoders) as image:
        return _write_pictures(image, folder)


def _derive_pdf(file: Path, folder: Path) -> dict[str, Any]:
    import pikepdf  # noqa: PLC0415 # loaded after the limits are set, and only for a PDF

    try:
        opened = pikepdf.open(file)
    except pikepdf.PasswordError:
        return {"encrypted": True}
    with opened as pdf:
        found = {"encrypted": pdf.is_encrypted, "pages": len(pdf.pages)}
        scan = _only_picture(pdf.pages[0]) if pdf.pages else None
        if scan is not None:
            with pikepdf.PdfImage(scan).as_pil_image() as image:
                _write_pictures(image, folder)
    return found


def _only_picture(page: Any) -> Any:
    """The one picture that a scanned page is made of; None where there is more on it."""
    pictures = list(page.images.values())
    has_text = "/Font" in page.get("/Resources", {})
    if len(pictures) != 1 or has_text or page.get("/Rotate", 0) != 0:
        return None
    width, height = int(pictures[0].get("/Width", 0)), int(pictures[0].get("/Height", 0))
    return pictures[0] if 0 < width * height <= MOST_PIXELS else None


def _write_pictures(image: Any, folder: Path) -> dict[str, Any]:
    """The pixels alone, upright, in new images: no place, no comment, no hidden thumbnail."""
    from PIL import Image, ImageOps  # noqa: PLC0415 # loaded after the limits are set

    turned = (image.getexif().get(0x0112, 1) or 1) >= 5
    size = (image.height, image.width) if turned else (image.width, image.height)
    # A JPEG can be decoded at a fraction of its size.
    longest = PICTURES["preview"][0]
    image.draft("RGB", (longest, longest))
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    upright = _on_white(ImageOps.exif_transpose(image))
    for name, (edge, quality) in PICTURES.items():
        upright.thumbnail((edge, edge), Image.Resampling.LANCZOS)
        clean = Image.new("RGB", upright.size)
        clean.paste(upright)
        clean.save(folder / f"{name}.jpg", "JPEG", quality=quality, optimize=True)
    return {"width": size[0], "height": size[1]}


def _on_white(image: Any) -> Any:
    from PIL import Image  # noqa: PLC0415 # loaded after the limits are set

    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        seen = image.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(white, seen).convert("RGB")
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.point(lambda value: value / 256).convert("L").convert("RGB")
    return image.convert("RGB")


def _pillow() -> Any:
    import pillow_heif  # noqa: PLC0415 # loaded after the limits are set
    from PIL import Image  # noqa: PLC0415 # loaded after the limits are set

    # Pillow only warns up to twice this; here a warning is an error.
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    pillow_heif.register_heif_opener(thumbnails=False)
    return Image


if __name__ == "__main__":
    limit()
    into = Path(sys.argv[3])
    found = derive(Path(sys.argv[1]), sys.argv[2], into)
    (into / FACTS).write_text(json.dumps(found))
