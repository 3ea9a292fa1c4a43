"""Compares nets that to_torch.py rebuilt with what the program says of the same inputs."""

import ast
import json
import os
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

import torch

TOLERANCE = 1e-5


def noise(path, shape):
    """Writes a PNG of pixels at random and returns them, from 0 to 1."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    channels, height, width = shape
    pixels = torch.randint(256, (height, width, channels), generator=torch.Generator().manual_seed(1))
    rows = b"".join(b"\0" + bytes(row.flatten().tolist()) for row in pixels)
    head = struct.pack(">IIBBBBB", width, height, 8, 2 if channels == 3 else 0, 0, 0, 0)
    Path(path).write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows))
                           + chunk(b"IEND", b""))
    return pixels.permute(2, 0, 1)[None] / 255


def array(path):
    """The numbers of a .npy file of float32."""
    data = bytearray(Path(path).read_bytes())
    start = 10 + int.from_bytes(data[8:10], "little")
    shape = ast.literal_eval(data[10:start].decode())["shape"]
    return torch.frombuffer(data[start:], dtype=torch.float32).reshape(shape)[None]


def largest_difference(run, net, program, *words):
    """Compares the net with what the program's `layers` answers for three inputs, with further words of that command.

    The largest difference of an answer, in standardised pixels or logits, or in units of f's largest answer where that is
    above 1; that of a standardised pixel of the input if that is more.
    """
    with tempfile.TemporaryDirectory() as folder:
        inputs, drawn = ["training/0", "test/0", "test/1"], None
        if "imageHeight" in net.config:
            shape = [net.config[f"image{side}"] for side in ("Channels", "Height", "Width")]
            drawn = noise(f"{folder}/noise.png", shape)
            inputs = ["builtin:2", "pattern:circle", f"{folder}/noise.png"]
        command = [program, "layers", os.path.abspath(run), "--npy", "--json", "--out", folder, *words,
                   "--input", *inputs]
        answer = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
        folders = [Path(file).parent for file in json.loads(answer)["files"] if file.endswith("/input.npy")]
        x = torch.cat([array(file / "input.npy") for file in folders])
        expected = torch.cat([array(file / "output.npy") for file in folders])
        with torch.no_grad():
            found, scale = net(x).reshape(expected.shape), net.net(x).abs().max().clamp(min=1)
        difference = (found - expected).abs().max() / scale
        seen = 0.0 if drawn is None else (net.pixels(drawn)[0] - x[2]).abs().max().item()
        return max(difference.item(), seen)
