"""Where the files of runs are: in folders of their own or in packs, one tar file for all runs of a two-digit prefix."""

import json
import os
import re
import tarfile
import warnings
from pathlib import Path

KEY = re.compile(r"[0-9a-f]{16}")


class Pack:
    """The files in OUT/runs/ab.tar; of several of one name the last counts, and a damaged end is said and left out."""

    def __init__(self, path):
        self.path, self.members = Path(path), {}
        if not self.path.exists():
            return
        try:
            with tarfile.open(self.path, "r:") as archive:
                for member in archive:
                    self.members[member.name] = member
        except tarfile.TarError as error:
            warnings.warn(f"{path}: {error}; read as far as it is whole")

    def read(self, name):
        """The bytes of an entry `ab/KEY/FILE`; None where there is none."""
        member = self.members.get(name)
        if member is None:
            return None
        with open(self.path, "rb") as file:
            file.seek(member.offset_data)
            return file.read(member.size)

    def keys(self):
        """The runs of which there is a configuration."""
        return [name.split("/")[1] for name in self.members if name.endswith("/config.json")]


class Run:
    """A run's files, wherever they lie: those in its folder win."""

    def __init__(self, path, pack=None):
        self.path = Path(os.path.abspath(path))
        self.key = self.path.name
        self.pack = pack or Pack(self.path.parent.parent / f"{self.key[:2]}.tar")

    def read(self, name):
        """The bytes of a file; None where the run does not have it."""
        try:
            return (self.path / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return self.pack.read(f"{self.key[:2]}/{self.key}/{name}")

    def require(self, name):
        """The bytes of a file.

        Raises FileNotFoundError where the run does not have it.
        """
        found = self.read(name)
        if found is None:
            raise FileNotFoundError(f"{self.path / name} is not there, nor is it in {self.pack.path}")
        return found

    def object(self, name):
        """The object of a JSON file; None where it is not there or damaged, which is said."""
        found = self.read(name)
        try:
            value = None if found is None else json.loads(found)
        except ValueError as error:
            warnings.warn(f"{self.path / name}: {error}; taken for missing")
            return None
        return value if isinstance(value, dict) else None


def all_runs(out):
    """All runs below an output folder, by their keys."""
    root = Path(out) / "runs"
    if not root.is_dir():
        raise FileNotFoundError(f"{root} is not there: OUT is the folder that identity-lab writes to, by default Outputs")
    prefixes = sorted({entry.name[:2] for entry in root.iterdir() if re.fullmatch(r"[0-9a-f]{2}(\.tar)?", entry.name)})
    found = {}
    for prefix in prefixes:
        pack, folder = Pack(root / f"{prefix}.tar"), root / prefix
        loose = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
        for key in sorted(set(loose) | set(pack.keys())):
            if KEY.fullmatch(key):
                found[key] = Run(folder / key, pack)
    return found


def folder(out, key):
    """The path of the folder of the run whose key begins with `key`.

    Raises LookupError where there is none or more than one.
    """
    found = [run for name, run in all_runs(out).items() if name.startswith(key)]
    if len(found) != 1:
        raise LookupError(f"{len(found)} runs below {out} have a key that begins with {key!r}")
    return found[0].path
