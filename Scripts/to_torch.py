#!/usr/bin/env python3
"""Rebuilds a stored net in PyTorch: python Scripts/to_torch.py RUN [--check] [--save FILE]

RUN is the folder of a run, OUT/runs/ab/abcd1234ef567890, of either laboratory; that it lies in a pack OUT/runs/ab.tar
makes no difference. Needs torch and safetensors (Guides/Doors.md).

    from to_torch import load
    net = load("Outputs/runs/ab/abcd1234ef567890")     # a torch.nn.Module in evaluation mode
    net(x)                                             # [N, C, H, W] as the net sees them, standardised
    net.pixels(images)                                 # that x, of pixels from 0 to 1
"""

import argparse
import json
import os
import shutil
import sys
import tarfile
from collections import OrderedDict
from pathlib import Path

import safetensors.torch
import torch
import torch.nn.functional as F
from torch import nn

ACTIVATIONS = {"linear": nn.Identity, "relu": nn.ReLU, "leaky-relu": nn.LeakyReLU, "tanh": nn.Tanh,
               "sigmoid": nn.Sigmoid, "elu": nn.ELU, "gelu": nn.GELU}
STANDARDS = {"none": ([0.0] * 3, [1.0] * 3), "mnist": ([0.1307] * 3, [0.3081] * 3),
             "cifar10": ([0.4914, 0.4822, 0.4465], [0.2470, 0.2435, 0.2616])}


def padded(x, size, stride, value=0.0):
    """Padding "same": with stride 1 an even kernel has the odd zero behind, with stride 2 what TensorFlow does."""
    def sides(extent):
        total = max(((extent + stride - 1) // stride - 1) * stride + size - extent, 0)
        return total // 2, total - total // 2
    return F.pad(x, (*sides(x.shape[3]), *sides(x.shape[2])), value=value)


class MaxPool(nn.Module):
    """The largest of 3 × 3, of stride 2."""

    def forward(self, x):
        return F.max_pool2d(padded(x, 3, 2, -torch.inf), 3, 2)


class Layer(nn.Module):
    """Weights, [out, in, k, k] or [out, in], with bias or batch normalisation where the file has them, and what follows."""

    def __init__(self, tensors, name, *after, stride=1):
        super().__init__()
        self.weight = nn.Parameter(tensors[name + ".weight"])
        bias = tensors.get(name + ".bias")
        self.bias = None if bias is None else nn.Parameter(bias)
        self.stride, self.after, self.norm = stride, nn.Sequential(*after), nn.Identity()
        if name + ".norm.bias" in tensors:
            kind = nn.BatchNorm2d if self.weight.dim() == 4 else nn.BatchNorm1d
            self.norm = kind(len(self.weight))
            scale = tensors.get(name + ".norm.weight")
            self.norm.weight = None if scale is None else nn.Parameter(scale)
            self.norm.bias = nn.Parameter(tensors[name + ".norm.bias"])
            self.norm.running_mean = tensors[name + ".norm.running_mean"]
            self.norm.running_var = tensors[name + ".norm.running_var"]

    def forward(self, x):
        if self.weight.dim() == 4:
            x = F.conv2d(padded(x, self.weight.shape[-1], self.stride), self.weight, self.bias, self.stride)
        else:
            x = F.linear(x.flatten(1), self.weight, self.bias)
        return self.after(self.norm(x))


class Skip(nn.Module):
    """A block x + second(first(x)), its layers under the names that the file has."""

    def __init__(self, **layers):
        super().__init__()
        self.branch = list(layers)
        for name, layer in layers.items():
            self.add_module(name, layer)

    def forward(self, x):
        first, second = (getattr(self, name) for name in self.branch)
        return x + second(first(x))


class Branches(nn.Module):
    """The channels of a, then those of b."""

    def __init__(self, a, b):
        super().__init__()
        self.a, self.b = a, b

    def forward(self, x):
        return torch.cat([self.a(x), self.b(x)], dim=1)


def reconstructor(config, tensors):
    """The parts of a net that gives images back; the last layer of fcn, cnn and resnet-conv has no function behind it."""
    function = ACTIVATIONS[config.get("activation", "linear")]
    kind, depth = config["architecture"], config["depth"]
    shape = config["imageChannels"], config["imageHeight"], config["imageWidth"]

    def layer(name, *after):
        return Layer(tensors, name, *after)
    if kind in ("fcn", "cnn"):
        layers = [layer(f"layers.{i}", *([function()] if i < depth - 1 else [])) for i in range(depth)]
        back = {} if kind == "cnn" else {"image": nn.Unflatten(1, shape)}
        return OrderedDict(layers=nn.Sequential(*layers), **back)
    if kind == "resnet":
        blocks = [Skip(fc1=layer(f"blocks.{i}.fc1", function()), fc2=layer(f"blocks.{i}.fc2", function()))
                  for i in range(depth // 2)]
        return OrderedDict(flat=nn.Flatten(), blocks=nn.Sequential(*blocks), image=nn.Unflatten(1, shape))
    blocks = [Skip(conv1=layer(f"blocks.{i}.conv1", function()), conv2=layer(f"blocks.{i}.conv2"))
              for i in range((depth - 2) // 2)]
    return OrderedDict(first=layer("first", function()), blocks=nn.Sequential(*blocks), last=layer("last"))


def classifier(config, tensors):
    """The parts of a classifier, which ends with the logits of the classes."""
    family, _, sizes = config["net"].partition(":")
    function, dropout = ACTIVATIONS[config["activation"]], config["dropout"]
    if family == "inception":
        def convolution(name, stride=1):
            return Layer(tensors, name, function(), stride=stride)
        stages = [convolution("modules.0")] + [
            Branches(convolution(f"modules.{i}.a", 2), MaxPool()) if i in (3, 8)
            else Branches(convolution(f"modules.{i}.a"), convolution(f"modules.{i}.b")) for i in range(1, 11)]
        return OrderedDict(stages=nn.Sequential(*stages), pool=nn.AdaptiveAvgPool2d(1),
                           dropout=nn.Dropout(dropout), classifier=Layer(tensors, "classifier"))
    convolutions, hidden = (0, int(sizes.split("x")[0])) if family in ("mlp", "ioc") else (
        2 if family == "alexnet" else int(sizes.split("x")[0]), 2)
    after = [function(), MaxPool()] + ([nn.LocalResponseNorm(9, alpha=0.001)] if family == "alexnet" else [])
    layers = [Layer(tensors, f"layers.{i}", *after) for i in range(convolutions)]
    layers += [Layer(tensors, f"layers.{convolutions + i}", function(), nn.Dropout(dropout)) for i in range(hidden)]
    return OrderedDict(layers=nn.Sequential(*layers, Layer(tensors, f"layers.{len(layers)}")))


class Net(nn.Module):
    """A stored net: f or, where the run is centred, f − f₀ with f₀ as `start`."""

    def __init__(self, config, tensors, start=None):
        super().__init__()
        is_classifier = config.get("lab") == "memorisation"
        self.config, self.start = config, start
        self.net = nn.Sequential((classifier if is_classifier else reconstructor)(config, tensors))
        names = set(self.tensors()) ^ set(tensors)
        if names:
            sys.exit(f"the file's tensors are not those of the net in config.json: {', '.join(sorted(names))}")

    def forward(self, x):
        return self.net(x) if self.start is None else self.net(x) - self.start(x)

    def tensors(self):
        """Weights, biases and running statistics by the names of model.safetensors."""
        return {name.replace("stages.", "modules."): value.detach().contiguous()
                for name, value in self.net.state_dict().items() if not name.endswith("num_batches_tracked")}

    def pixels(self, images):
        """What the net sees of images [N, C, H, W] with pixels from 0 to 1."""
        if self.config["normalize"] == "whiten":
            mean, count = images.mean((1, 2, 3), keepdim=True), images[0].numel()
            deviation = images.std((1, 2, 3), correction=0, keepdim=True)
            return (images - mean) / deviation.clamp(min=count ** -0.5)
        means, deviations = (torch.tensor(v, dtype=torch.float64) for v in STANDARDS[self.config["normalize"]])
        if images.shape[1] == 1:
            means, deviations = means.mean()[None], deviations.mean()[None]
        return ((images - means[:, None, None]) / deviations[:, None, None]).float()


def read(run, name):
    """The bytes of one of a run's files, which may lie in the pack of its prefix."""
    run = Path(os.path.abspath(run))
    pack = run.parent.parent / (run.name[:2] + ".tar")
    if (run / name).exists():
        return (run / name).read_bytes()
    if pack.exists():
        with tarfile.open(pack) as files:
            entry = f"{run.name[:2]}/{run.name}/{name}"
            if entry in files.getnames():
                return files.extractfile(entry).read()
    raise FileNotFoundError(f"{run / name} is not there, nor is it in {pack}")


def load(run):
    """The net of a run's folder, in evaluation mode."""
    config = json.loads(read(run, "config.json"))
    start = None
    if config.get("centred"):
        try:
            start = Net({**config, "centred": None}, safetensors.torch.load(read(run, "snapshots/0.safetensors")))
        except FileNotFoundError:
            raise FileNotFoundError(f"{run} is trained as f − f₀ and does not hold f₀'s weights; this makes them:\n"
                                    f"  identity-lab film {run} --snapshots 0") from None
    return Net(config, safetensors.torch.load(read(run, "model.safetensors")), start).eval()


def save(net, path):
    """Writes the net's tensors, to PATH.safetensors, with which `train --from` begins, or as a state_dict of torch.save."""
    if str(path).endswith(".safetensors"):
        safetensors.torch.save_file(net.tensors(), path)
    else:
        torch.save(net.tensors(), path)


def main():
    parser = argparse.ArgumentParser(description="Rebuilds a stored net in PyTorch.")
    parser.add_argument("run", help="the folder of a run")
    parser.add_argument("--check", action="store_true", help="compare its answers with the program's, to 1e-5")
    parser.add_argument("--save", metavar="FILE", help="write the tensors: .pt as a state_dict, or .safetensors")
    built = Path(__file__).resolve().parent.parent / ".build/release/identity-lab"
    parser.add_argument("--program", default=shutil.which("identity-lab") or str(built), help="(default: %(default)s)")
    options = parser.parse_args()
    try:
        net = load(options.run)
    except FileNotFoundError as error:
        sys.exit(str(error))
    words = net.config.get("net") or f"{net.config['architecture']} depth {net.config['depth']}"
    print(f"{words}: {sum(value.numel() for value in net.tensors().values())} numbers")
    if options.save:
        save(net, options.save)
    if options.check:
        from torch_check import TOLERANCE, largest_difference
        difference = largest_difference(options.run, net, options.program)
        print(f"largest difference {difference:.1e}")
        if difference > TOLERANCE:
            sys.exit(f"that is above {TOLERANCE}")


if __name__ == "__main__":
    main()
