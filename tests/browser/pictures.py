"""Pictures of pages for the docs: cut where they are long, in few colours, and a page that shows them all."""

from __future__ import annotations

import base64
import struct
import zlib
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

# Pixels: enough to see what a page is for. The whole page is one command away (`handrail demo`).
TALLEST = {"desk": 1200, "phone": 1000}
COLOURS = 48

# Chromium decodes its own picture; what comes back is a palette and one byte for each pixel.
FEW_COLOURS = """async ([picture, most]) => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + picture)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const pixels = canvas.getImageData(0, 0, image.width, image.height).data;
  const counts = new Map(), colours = new Uint32Array(pixels.length / 4);
  for (let at = 0; at < colours.length; at++) {
    const colour = (pixels[4 * at] << 16) | (pixels[4 * at + 1] << 8) | pixels[4 * at + 2];
    colours[at] = colour;
    counts.set(colour, (counts.get(colour) || 0) + 1);
  }
  const often = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || a - b);
  const palette = often.slice(0, most), place = new Map(palette.map((colour, at) => [colour, at]));
  const apart = (a, b) => ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2
    + ((a & 255) - (b & 255)) ** 2;
  for (const colour of often.slice(most)) {
    let nearest = 0;
    palette.forEach((other, at) => {
      if (apart(colour, other) < apart(colour, palette[nearest])) nearest = at;
    });
    place.set(colour, nearest);
  }
  let bytes = "";
  for (let at = 0; at < colours.length; at++) bytes += String.fromCharCode(place.get(colours[at]));
  return [image.width, image.height, palette, btoa(bytes)];
}"""


def keep_picture(page: Page, folder: Path, name: str, size: str) -> None:
    """Write `folder/name-size.png`: the upper part of the page, with the few colours that it has."""
    folder.mkdir(parents=True, exist_ok=True)
    width = page.evaluate("document.documentElement.clientWidth")
    height = page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST[size])}
    whole = page.screenshot(full_page=True, clip=clip, animations="disabled")  # type: ignore[arg-type]
    (folder / f"{name}-{size}.png").write_bytes(with_few_colours(page.context, whole))


def with_few_colours(context: BrowserContext, picture: bytes) -> bytes:
    """Return the same picture as an indexed PNG. A page of text loses nothing that one sees."""
    table = context.new_page()
    try:
        wide, high, palette, encoded = table.evaluate(
            FEW_COLOURS, [base64.b64encode(picture).decode(), COLOURS]
        )
    finally:
        table.close()
    pixels = base64.b64decode(encoded)
    rows = b"".join(b"\0" + pixels[at : at + wide] for at in range(0, len(pixels), wide))
    colours = b"".join(struct.pack(">I", colour)[1:] for colour in palette)
    header = struct.pack(">IIBBBBB", wide, high, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", header), (b"PLTE", colours), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def write_index(folder: Path, names: list[str]) -> None:
    """Write the page of the docs that shows every picture, in the order of the list."""
    lines = [
        "# Every page, at the width of a desk and of a phone",
        "",
        "Made by `make screenshots` from the demonstration: a country, people and cases that do not exist.",
        "Long pages are cut. To see them whole, and to try them: `make demo`.",
    ]
    for name in names:
        words = name.replace("-", " ").capitalize()
        there = [(size, wide) for size, wide in WIDTHS if (folder / f"{name}-{size}.png").exists()]
        pictures = [
            f'<img src="{name}-{size}.png" alt="{words}, {size}" width="{wide}">' for size, wide in there
        ]
        lines += ["", f"## {words}", "", *pictures]
    (folder / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


WIDTHS = (("desk", 620), ("phone", 190))
