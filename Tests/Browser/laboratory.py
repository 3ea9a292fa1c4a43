"""The program, run in a temporary folder on built-in images alone, and the pages it writes there."""
import csv
import json
import os
import subprocess
from functools import cached_property
from pathlib import Path

from PIL import Image

from pagedata import PageData

# Parts of a path that closes a script, opens an element, and has quotes, a text from right to left and an emoji.
HOSTILE = ("a<", "script><img src=x onerror=alert(1)>\"'`&lt${alert(2)} \u05e9\u05dc\u05d5\u05dd \u202egnp \U0001f642.png")


class Laboratory:
    """Makes each page when it is first asked for."""

    def __init__(self, program, folder):
        self.program, self.folder, self.out, self.pages = program, folder, folder / "out", {}
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("IDENTITY_LAB_")}
        self.environment |= {"IDENTITY_LAB_DATA": "", "XDG_CACHE_HOME": "/nonexistent"}

    def run(self, *arguments):
        """What the program prints; fails where it does."""
        command = [str(self.program), *map(str, arguments), "--out", str(self.out)]
        result = subprocess.run(command, env=self.environment, cwd=self.folder, capture_output=True, text=True)
        assert result.returncode == 0, f"{' '.join(command)}: {result.returncode}: {result.stderr[-2000:]}"
        return result.stdout

    def page(self, name):
        """The page of that name, as PageData: mixed, words, film, small, alone, narrow or hostile."""
        if name not in self.pages:
            self.pages[name] = getattr(self, f"_make_{name}")()
        return self.pages[name]

    def keep(self, name, page):
        """Gives a page a name to be opened by."""
        self.pages[name] = page

    def explore(self, file, *arguments):
        """Makes a page of that name, and reads it."""
        said = json.loads(self.run("explore", *arguments, "--to", self.folder / f"{file}.html", "--quiet", "--json"))
        return PageData(self.folder / f"{file}.html", said)

    @cached_property
    def deep(self):
        """The name of a sweep of 15 runs that nearly all fit."""
        self.run("sweep", "run", "--name", "deep", "--depth", "1,2,4", "--width", "4,8", "--size", "10", "--seed", "0..2",
                 "--steps", "3000", "--recipe", "auto", "--quiet")
        return "deep"

    @cached_property
    def short(self):
        """The name of a sweep of two runs whose training ended too early to fit."""
        self.run("sweep", "run", "--name", "short", "--depth", "2,4", "--width", "4", "--size", "10", "--seed", "0",
                 "--steps", "3", "--quiet")
        return "short"

    def results(self, sweep):
        """The rows of a sweep's table by their runs' keys."""
        with open(self.out / "sweeps" / sweep / "results.csv", newline="") as file:
            return {row["runKey"]: row for row in csv.DictReader(file)}

    def mixed_results(self):
        """The rows of the page mixed, by key."""
        return self.results(self.deep) | self.results(self.short)

    def _make_mixed(self):
        return self.explore("mixed", self.deep, self.short)

    def _make_alone(self):
        return self.explore("alone", self.deep)

    def _make_small(self):
        return self.explore("small", self.deep, "--budget", "100kB")

    def _make_words(self):
        self.run("sweep", "run", "--name", "words", "--net", "mlp:1x16", "--labels", "0,1", "--data-set", "builtin:digits/100",
                 "--epochs", "5", "--seed", "0,1", "--quiet")
        return self.explore("words", "words")

    def _make_film(self):
        said = json.loads(self.run("train", "--depth", "3", "--width", "4", "--size", "10", "--steps", "1000", "--recipe", "auto",
                                   "--snapshots", "log:6", "--quiet", "--json"))
        return self.explore("film", Path(said["directory"]).name, "--compute")

    def _make_narrow(self):
        # One width, which a single layer has none of.
        self.run("sweep", "run", "--name", "narrow", "--depth", "1,2", "--width", "4", "--size", "10", "--seed", "0,1", "--steps", "100", "--quiet")
        return self.explore("narrow", "narrow")

    def _make_hostile(self):
        folder = self.folder / HOSTILE[0]
        folder.mkdir(exist_ok=True)
        image = folder / HOSTILE[1]
        Image.radial_gradient("L").resize((10, 10)).save(image)
        self.run("sweep", "run", "--name", "hostile", "--image", f"{HOSTILE[0]}/{HOSTILE[1]}", "--depth", "1,2", "--width", "4",
                 "--size", "10", "--seed", "0", "--steps", "500", "--recipe", "auto", "--quiet")
        return self.explore("hostile", "hostile", "--where", "depth<3 and image!='</script><b id=hostile>'")
