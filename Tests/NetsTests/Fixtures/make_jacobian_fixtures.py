#!/usr/bin/env python3
"""Writes the Jacobians that PyTorch finds of small nets, in float64: Fixtures/jacobians/NAME.safetensors.

usage: make_jacobian_fixtures.py            needs torch, numpy and safetensors

Weights and input are those of Fixtures/pytorch/NAME.safetensors, whose output is checked here first. A file holds

    jacobian      [outputs, inputs], torch.autograd.functional.jacobian
    layer.NAME    the same of the layer NAME before its activation function, of every second output
    eigenvalues   [n, 2], real and imaginary parts as numpy has them
"""

import re
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

NAMES = {  # and a layer inside
    "cnn-d2-c3-k3-tanh-1x5x5": "layers.0",
    "cnn-d3-c4-k4-2x6x7": "layers.1",
    "fcn-d3-w16-1x6x5": "layers.1",
    "resnet-conv-2blocks-c4-k3-1x6x5": "blocks.1.conv1",
    "skip-2blocks-h12-1x6x5": "blocks.0",
}


def same(x, w):
    """A convolution with zero padding; an even filter has one row and column more after than before."""
    k = w.shape[-1]
    before, after = (k - 1) // 2, k - 1 - (k - 1) // 2
    return F.conv2d(F.pad(x, (before, after, before, after)), w)


def layers_of(name, w, activation):
    """A function of x [1, C, H, W] that gives every layer's output before its activation function, by name."""

    def chain(x, product):
        found = {}
        for i, weights in enumerate(w):
            x = product(x if i == 0 else activation(x), weights)
            found[f"layers.{i}"] = x
        return found, x

    def net(x):
        if name.startswith("cnn"):
            return chain(x, same)
        if name.startswith("fcn"):
            return chain(x.flatten(1), F.linear)
        found = {}
        if name.startswith("skip"):
            h = x.flatten(1)
            for i in range(len(w) // 2):
                h = h + activation(F.linear(activation(F.linear(h, w[2 * i])), w[2 * i + 1]))
                found[f"blocks.{i}"] = h
            return found, h
        h = activation(same(x, w[0]))
        for i in range(len(w) // 2 - 1):
            inner = same(h, w[2 * i + 1])
            found[f"blocks.{i}.conv1"] = inner
            h = h + same(activation(inner), w[2 * i + 2])
            found[f"blocks.{i}"] = h
        return found, same(h, w[-1])

    return net


def main():
    folder = Path(__file__).parent
    (folder / "jacobians").mkdir(exist_ok=True)
    for name, inner in NAMES.items():
        path = folder / "pytorch" / f"{name}.safetensors"
        tensors = load_file(path)
        with safe_open(path, "np") as file:
            activation = (file.metadata() or {}).get("activation", "relu")
        shape = [int(n) for n in re.search(r"(\d+)x(\d+)x(\d+)$", name).groups()]
        x = torch.from_numpy(tensors["input"]).reshape(1, *shape)
        count = sum(1 for key in tensors if re.fullmatch(r"w\d+", key))
        w = [torch.from_numpy(tensors[f"w{i}"]) for i in range(count)]
        net = layers_of(name, w, {"relu": F.relu, "tanh": torch.tanh}[activation])
        assert np.allclose(net(x)[1].flatten(), tensors["output"].flatten(), rtol=1e-11, atol=1e-11), name
        jacobian = torch.autograd.functional.jacobian(lambda v: net(v)[1].flatten(), x).flatten(1).numpy()
        layer = torch.autograd.functional.jacobian(lambda v: net(v)[0][inner].flatten(), x).flatten(1).numpy()
        values = np.linalg.eigvals(jacobian)
        save_file(
            {"jacobian": jacobian, f"layer.{inner}": layer[::2].copy(),
             "eigenvalues": np.stack([values.real, values.imag], 1)},
            folder / "jacobians" / f"{name}.safetensors", {"layer": inner})


if __name__ == "__main__":
    main()
