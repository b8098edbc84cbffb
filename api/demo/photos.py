"""Invented papers as a phone would photograph them: shapes of lines, and no word of anybody."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from api.claims.rules import DocumentKind

_WIDTH, _HEIGHT = 900, 1200
_TABLE, _PAPER, _INK = "#6f6a5e", "#fcfaf4", "#59615c"
_RED, _GREY, _RULE = "#a8483c", "#b9bcb5", "#cdb7ae"


def draw_photo(kind: DocumentKind, number: int) -> bytes:
    """A JPEG of a paper of a kind; another number is another paper."""
    chance = Random(f"{kind.value} {number}")  # noqa: S311 # a picture, not a secret
    if kind is DocumentKind.SIGNATURE:
        return _signature(chance)
    picture = Image.new("RGB", (_WIDTH, _HEIGHT), _TABLE)
    paper = Image.new("RGB", (640, 920), _PAPER)
    draw = ImageDraw.Draw(paper)
    draw.rounded_rectangle((160, 60, 480, 84), 12, _RED if kind is DocumentKind.INVOICE else _INK)
    for row in range(11):
        top = 150 + row * 56
        draw.rounded_rectangle((60, top, 60 + chance.randint(140, 330), top + 16), 8, _GREY)
        if kind is DocumentKind.INVOICE:
            draw.line((40, top + 36, 600, top + 36), _RULE, 2)
            draw.rounded_rectangle((470, top, 470 + chance.randint(50, 110), top + 16), 8, _INK)
        else:
            draw.rounded_rectangle((60, top + 24, 580, top + 34), 5, _GREY)
    if kind is DocumentKind.INVOICE:
        draw.ellipse((440, 770, 560, 890), outline=_RED, width=6)
    turned = paper.rotate(chance.uniform(-3, 3), expand=True, fillcolor=_TABLE)
    picture.paste(turned, ((_WIDTH - turned.width) // 2, (_HEIGHT - turned.height) // 2))
    return _jpeg(picture)


def _signature(chance: Random) -> bytes:
    picture = Image.new("RGB", (900, 340), "white")
    draw = ImageDraw.Draw(picture)
    points = [(90 + step * 36, chance.randint(70, 270)) for step in range(20)]
    draw.line(points, "#14211d", 9, joint="curve")
    return _jpeg(picture)


def _jpeg(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "JPEG", quality=70)
    return file.getvalue()
