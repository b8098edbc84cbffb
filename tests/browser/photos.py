"""Photos to send: of nothing, but real files."""

from io import BytesIO
from random import Random

from PIL import Image


def photo(seed: int, side: int = 600) -> bytes:
    """A JPEG that compresses badly: about 330 KB with a side of 600 pixels."""
    noise = Random(seed).randbytes(side * side * 3)
    file = BytesIO()
    Image.frombytes("RGB", (side, side), noise).save(file, "JPEG", quality=90)
    return file.getvalue()
