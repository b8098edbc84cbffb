"""Photos of papers, drawn: what a parent's camera gives, well and badly taken."""

import random
from io import BytesIO

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

PHOTO = (1800, 2400)
TABLE = (112, 106, 94)
PAPER = (250, 248, 240)
INK = (52, 56, 60)


def paper(
    *,
    seed: int = 1,
    size: tuple[int, int] = PHOTO,
    offset: tuple[float, float] = (0, 0),
    share: float = 0.8,
    turn: float = 3,
    table: tuple[int, int, int] = TABLE,
    letters: int = 26,
) -> Image.Image:
    """A written page on a table; `offset` moves it by parts of the photo, `share` is its size."""
    wide, high = size
    sheet = _sheet(seed, (int(wide * share), int(high * share)), letters)
    photo = Image.new("RGB", size, table)
    turned = sheet.rotate(turn, expand=True, resample=Image.Resampling.BICUBIC)
    mask = Image.new("L", sheet.size, 255).rotate(turn, expand=True)
    left = (wide - turned.width) // 2 + int(offset[0] * wide)
    top = (high - turned.height) // 2 + int(offset[1] * high)
    photo.paste(turned, (left, top), mask)
    return photo


def blurred(photo: Image.Image, pixels: float) -> Image.Image:
    """The camera was moved."""
    return photo.filter(ImageFilter.GaussianBlur(pixels))


def darkened(photo: Image.Image, light: float) -> Image.Image:
    """Somebody stood in the light."""
    return ImageEnhance.Brightness(photo).enhance(light)


def noisy(photo: Image.Image, sigma: float, share: float = 0.12) -> Image.Image:
    """The sensor saw little light."""
    noise = Image.effect_noise(photo.size, sigma).convert("RGB")
    return Image.blend(photo, noise, share)


def jpeg(photo: Image.Image, quality: int = 92, orientation: int | None = None) -> bytes:
    """The file as a camera writes it, with the way it was held."""
    exif = Image.Exif()
    if orientation is not None:
        exif[0x0112] = orientation
    file = BytesIO()
    photo.save(file, "JPEG", quality=quality, exif=exif)
    return file.getvalue()


def _sheet(seed: int, size: tuple[int, int], letters: int) -> Image.Image:
    chance = random.Random(seed)
    sheet = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(letters)
    for line in range(int(letters * 3), size[1] - letters * 3, int(letters * 1.9)):
        words = " ".join(
            "".join(chance.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=chance.randint(2, 9)))
            for _ in range(chance.randint(3, 9))
        )
        draw.text((letters * 2, line), words, font=font, fill=INK)
    return sheet
