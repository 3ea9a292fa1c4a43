"""Weights and activations as NumPy arrays."""

import json
from pathlib import Path

import numpy as np

from .files import Run

TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "U8": "u1"}


def tensors(data):
    """The tensors in the bytes of a safetensors file by name, in the order of their data.

    Raises ValueError for what is no such file.
    """
    length = int.from_bytes(data[:8], "little")
    if len(data) < 8 or length > len(data) - 8:
        raise ValueError(f"no safetensors file: a header of {length} bytes in {len(data)}")
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__", None)
    found, body = {}, memoryview(data)[8 + length:]
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        start, end = entry["data_offsets"]
        if entry["dtype"] not in TYPES or not 0 <= start <= end <= len(body):
            raise ValueError(f"{name}: {entry['dtype']} at {start} to {end} of {len(body)} bytes cannot be read")
        found[name] = np.frombuffer(body[start:end], TYPES[entry["dtype"]]).reshape(entry["shape"]).copy()
    return found


def weights(run, step=None):
    """Weights, biases and running statistics of a run by PyTorch's names, float32.

    [out, in] of fully connected layers, [out, in, k, k] of convolutions. `step` takes those after so many updates, which
    `train --snapshots` or `film` saved; without it those that the run ended with.
    """
    return tensors(Run(run).require("model.safetensors" if step is None else f"snapshots/{step}.safetensors"))


def activations(folder):
    """What every layer gives for one input, by the layer's name, from the folder that `layers --npy` writes.

    float32, [C, H, W], standardised as the net has them; in the net's order: `input`, `layer-1` …, `output`, the sum of a
    residual block behind its layers.
    """
    paths = {path.stem: path for path in Path(folder).glob("*.npy")}
    if "input" not in paths:
        raise FileNotFoundError(f"{folder} has no input.npy: it is no folder that `identity-lab layers --npy` wrote")
    count = sum(name.startswith("layer-") for name in paths)

    def place(name):
        kind, _, number = name.partition("-")
        # A block has two layers; a convolutional net has one before its first block, and its last one is the output.
        return {"input": 0, "output": np.inf}.get(name) if not number else \
            int(number) if kind == "layer" else 2 * int(number) + count % 2 + 0.5
    return {name: np.load(paths[name], allow_pickle=False) for name in sorted(paths, key=place)}
