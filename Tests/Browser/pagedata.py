"""A page as Python reads it: the numbers and the pictures that the browser is to show."""
import base64
import io
import json
import re
from functools import cache

from PIL import Image


class PageData:
    """What the program wrote into a page and beside it."""

    def __init__(self, path, said):
        self.path, self.said, self.text = path, said, path.read_text()
        self.data = json.loads(self._script("data"))
        self.keys = self.data["keys"]
        self.columns = {column["key"]: column for column in self.data["columns"]}

    def _script(self, identifier):
        found = re.search(rf'<script type="application/json" id="{re.escape(identifier)}">(.*?)</script>', self.text, re.DOTALL)
        return found and found[1]

    @property
    def url(self):
        return self.path.as_uri()

    @property
    def beside(self):
        """The folder of the parts that are not in the page; None where there is none."""
        return self.path.parent / self.data["beside"] if self.data.get("beside") else None

    def value(self, key, run):
        """A run's value by its place or its key."""
        return self.columns[key]["values"][self.keys.index(run) if isinstance(run, str) else run]

    @cache
    def part(self, name):
        """A part, in the page or beside it."""
        text = self._script(f"part-{name}")
        if text is None:
            text = (self.beside / f"{name}.js").read_text().strip()
            text = text.removeprefix(f"identityLab.part({json.dumps(name)}, ").removesuffix(";").removesuffix(")")
        return json.loads(text)

    def set_of(self, run):
        return self.data["sets"][self.data["set"][run]]

    def family(self, run, key):
        return next(family for family in self.set_of(run)["families"] if family["key"] == key)

    @cache
    def _sheet(self, part, chunk):
        found = next(one for one in self.part(part)["chunks"] if one["id"] == chunk)
        return found, Image.open(io.BytesIO(base64.b64decode(found["png"]))).convert("L")

    def image(self, reference, part):
        """An image's rows of values, plane under plane: lo + byte / 255 · (hi − lo)."""
        chunk, sheet = self._sheet(reference[2] if len(reference) > 2 else part, reference[0])
        tile, width, height = reference[1], chunk["width"], chunk["height"] * chunk["channels"]
        left, top = tile % chunk["columns"] * width, tile // chunk["columns"] * height
        low, high = chunk["ranges"][2 * tile:2 * tile + 2]
        return [[low + sheet.getpixel((left + x, top + y)) / 255 * (high - low) for x in range(width)] for y in range(height)]

    def answer(self, run, family, place):
        """What a run answers to an image of a family."""
        name = self.data["answers"][run]
        return self.image(self.part(name)["families"][family]["images"][place], name)

    def input(self, run, family, place):
        return self.image(self.family(run, family)["images"][place], self.set_of(run)["part"])

    def training(self, run):
        return self.image(self.set_of(run)["training"], self.set_of(run)["part"])


def number(words):
    """A number as the page writes it, with its minus sign."""
    return float(words.replace("−", "-"))
