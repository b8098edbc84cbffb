"""The app's icon, drawn: a jade door, an apricot sun and the white ticks of the ruler."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

JADE = "#115f4e"
SUN = "#ffc08a"
TICK = "#e7efed"

# Measures of the drawing, in parts of a square of 68.
SQUARE = 68
RADIUS = 18
SUN_CENTRE, SUN_RADIUS = (34, 25), 10
TICK_LEFTS, TICK_TOP, TICK_WIDTH = (12.5, 22.5, 32.5, 42.5, 52.5), 48, 3
# Drawn this many times larger, then scaled down: Pillow's own edges are jagged.
OVERSIZE = 4


@dataclass(frozen=True)
class Icon:
    """One picture file: its edge in pixels, and how it will be cut by the phone."""

    name: str
    edge: int
    rounded: bool = False
    # The part of the edge the drawing keeps to; launchers cut a maskable icon to a circle of 80 %.
    inner: float = 1.0


ICONS = (
    Icon("icon-192", 192, rounded=True),
    Icon("icon-512", 512, rounded=True),
    Icon("icon-maskable-512", 512, inner=0.85),
    Icon("icon-apple-180", 180),
)


def draw(icon: Icon) -> bytes:
    """Return the icon as a PNG file."""
    edge = icon.edge * OVERSIZE
    picture = Image.new("RGB", (edge, edge), JADE)
    pen = ImageDraw.Draw(picture)
    unit = edge * icon.inner / SQUARE
    margin = (edge - SQUARE * unit) / 2
    _draw_sun(pen, unit, margin)
    for left in TICK_LEFTS:
        at = margin + left * unit
        # The ticks stand on the lower edge, however far in the drawing keeps.
        pen.rectangle((at, margin + TICK_TOP * unit, at + TICK_WIDTH * unit, edge), fill=TICK)

    if icon.rounded:
        picture.putalpha(_rounded_square(edge))
    file = BytesIO()
    small = picture.resize((icon.edge, icon.edge), Image.Resampling.LANCZOS)
    small.save(file, "PNG", optimize=True)
    return file.getvalue()


def _rounded_square(edge: int) -> Image.Image:
    mask = Image.new("L", (edge, edge), 0)
    corner = edge * RADIUS / SQUARE
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, edge - 1, edge - 1), corner, fill=255)
    return mask


def _draw_sun(pen: ImageDraw.ImageDraw, unit: float, margin: float) -> None:
    (x, y), radius = SUN_CENTRE, SUN_RADIUS
    box = (x - radius, y - radius, x + radius, y + radius)
    pen.ellipse([margin + value * unit for value in box], fill=SUN)
