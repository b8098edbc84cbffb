"""Files of every kind that a phone may send: sound ones, and evil ones."""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pillow_heif
from PIL import Image, ImageDraw

pillow_heif.register_heif_opener()

ORIENTATION, GPS = 0x0112, 0x8825
SIDEWAYS = 6
SECRET = b"31.2304 N 121.4737 E"


def photo(kind: str = "JPEG", size: tuple[int, int] = (400, 300), **options: Any) -> bytes:
    """A picture: blue, with a red corner at its top left."""
    image = Image.new("RGB", size, "blue")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 4), fill="red")
    return _saved(image, kind, **options)


def photo_with_place(kind: str = "JPEG", orientation: int = SIDEWAYS) -> bytes:
    """A picture taken with the phone held sideways, that says where, and in a comment too."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[GPS] = {1: "N", 2: (31.0, 13.0, 49.4), 3: "E", 4: (121.0, 28.0, 25.3)}
    exif[0x9286] = SECRET
    more = {"comment": SECRET} if kind == "JPEG" else {}
    jpeg = photo("JPEG", (400, 200), exif=exif, **({"comment": SECRET} if more else {}))
    if kind == "JPEG":
        return jpeg
    with Image.open(io.BytesIO(jpeg)) as image:
        return _saved(image, kind, **({} if kind == "HEIF" else {"exif": exif}))


def see_through() -> bytes:
    """A PNG whose middle can be seen through, as a signature is drawn."""
    image = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    ImageDraw.Draw(image).line((20, 50, 180, 50), fill=(0, 0, 0, 255), width=8)
    return _saved(image, "PNG")


def png_header(width: int, height: int, *, body: bytes = b"") -> bytes:
    """A PNG that says it is so large, whatever it holds."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )


def png_bomb() -> bytes:
    """39 megapixels in 40 KB, and rows without end behind them."""
    return png_header(6500, 6000, body=zlib.compress(bytes(120_000_000), 9))


def hollow_heic() -> bytes:
    """A HEIC whose pixels are noise."""
    content = photo("HEIF")
    start = content.index(b"mdat") + 8
    return content[:start] + bytes(7 * index % 256 for index in range(len(content) - start))


def text_bomb() -> bytes:
    """A PNG with a comment of 100 MB in 100 KB."""
    comment = b"zTXt" + b"Comment\0\0" + zlib.compress(bytes(100_000_000), 9)
    sound = photo("PNG")
    kind, body = comment[:4], comment[4:]
    chunk = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(comment))
    return sound[:33] + chunk + sound[33:]


def scan_pdf() -> bytes:
    """A page that is one picture, as a scanner makes it."""
    return _saved(Image.open(io.BytesIO(photo(size=(800, 1100)))), "PDF", resolution=100)


def text_pdf(pages: int = 3) -> bytes:
    """Pages without a picture."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    return _saved_pdf(pdf)


def script_pdf() -> bytes:
    """A PDF that runs a script when it is opened."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hello')")
    pdf.Root.OpenAction = script
    return _saved_pdf(pdf)


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    return _saved_pdf(pdf, encryption=pikepdf.Encryption(user="secret", owner="secret"))


def ofd() -> bytes:
    """An electronic invoice, as far as its shape goes."""
    return zipped({"OFD.xml": b"<ofd:OFD/>", "Doc_0/Document.xml": b"<ofd:Document/>"})


def zip_bomb() -> bytes:
    """300 MB of zeros in 300 KB, with the name of an invoice on top."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("OFD.xml", "<ofd:OFD/>")
        with archive.open("zeros", "w") as entry:
            for _ in range(60):
                entry.write(bytes(5_000_000))
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """A ZIP of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    """The picture in a file."""
    return Image.open(io.BytesIO(content))


def corner(image: Image.Image) -> str:
    """In which corner the red is."""
    width, height = image.size
    places = {
        "top left": (2, 2),
        "top right": (width - 3, 2),
        "bottom left": (2, height - 3),
        "bottom right": (width - 3, height - 3),
    }
    return next(name for name, place in places.items() if _is_red(image, place))


def _is_red(image: Image.Image, place: tuple[int, int]) -> bool:
    red, _, blue = image.convert("RGB").getpixel(place)  # type: ignore[misc]
    return bool(red > 150 > blue)


def _saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _saved_pdf(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def written(folder: Path, content: bytes) -> Path:
    """A file with this content."""
    path = folder / "file"
    path.write_bytes(content)
    return path
