#!/usr/bin/env python3
"""Writes what PyTorch makes of small classifiers, in float64: Fixtures/classifiers/NAME.safetensors.

usage: make_classifier_fixtures.py            needs torch, numpy and safetensors

Initial weights, images, labels and masks of dropout are not in the files: both sides draw them with the same Philox
streams, which are written down here once more. A file holds, of the net in its metadata,

    output, loss          of the first batch in training
    gradient              by every trained tensor, summarised
    RULE.STEP             every tensor after so many updates, running statistics too, summarised
    RULE.losses           the loss before each update
    mask.STEP             of the first layer with dropout

A summary of a tensor is its mean, its root mean square and all of its values, of more than 24 every (count / 24)th.
"""

import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.numpy import save_file

SEED = 3
STEPS = 10
SHOWN = 24
MASK32, MASK64 = (1 << 32) - 1, (1 << 64) - 1

# name: family, sizes, classes, activation, batch normalisation, dropout, image, batch. In no pooling window of these are
# the two largest values so near each other that float32 might choose the other one.
CASES = {
    "mlp": ("mlp", (2, 7), 4, "relu", "none", 0.3, (2, 3, 4), 6),
    "mlp-full": ("mlp", (2, 6), 3, "tanh", "full", 0.4, (1, 4, 4), 5),
    "ioc": ("ioc", (2, 6), 3, "elu", "none", 0.0, (1, 4, 3), 4),
    "cnn-shift": ("cnn", (2, 4), 3, "tanh", "shift", 0.2, (2, 7, 6), 8),
    "alexnet": ("alexnet", None, 3, "relu", "none", 0.5, (1, 6, 5), 3),
    "inception-shift": ("inception", None, 4, "elu", "shift", 0.1, (3, 6, 5), 5),
    "inception": ("inception", None, 3, "tanh", "none", 0.0, (1, 5, 6), 3),
}

RULES = {
    "momentum": lambda p: torch.optim.SGD(p, lr=0.005, momentum=0.9, weight_decay=5e-3),
    "adam": lambda p: torch.optim.Adam(p, lr=1e-3, weight_decay=1e-2),
}
MORE_RULES = {  # of the smallest net only
    "sgd": lambda p: torch.optim.SGD(p, lr=0.05, weight_decay=1e-2),
    "rmsprop": lambda p: torch.optim.RMSprop(p, lr=1e-3, weight_decay=1e-2),
    "adagrad": lambda p: torch.optim.Adagrad(p, lr=1e-2, weight_decay=1e-2),
    "adamax": lambda p: torch.optim.Adamax(p, lr=2e-3, weight_decay=1e-2),
}


# --- Random numbers: Philox4x32-10 under keys that are derived by labels


def philox(counters, key):
    """The blocks, (n, 4) words, of counters (n, 4) under a key of two words."""
    c = [counters[:, i].astype(np.uint64) for i in range(4)]
    k = [np.uint64(word) for word in key]
    low = np.uint64(MASK32)
    for _ in range(10):
        a, b = c[0] * np.uint64(0xD2511F53), c[2] * np.uint64(0xCD9E8D57)
        c = [(b >> np.uint64(32)) ^ c[1] ^ k[0], b & low, (a >> np.uint64(32)) ^ c[3] ^ k[1], a & low]
        k = [(k[0] + np.uint64(0x9E3779B9)) & low, (k[1] + np.uint64(0xBB67AE85)) & low]
    return np.stack(c, axis=1)


class Key:
    def __init__(self, words):
        self.words = words

    @classmethod
    def of(cls, seed):
        return cls((seed & MASK32, seed >> 32))

    def deriving(self, purpose):
        if isinstance(purpose, int):
            value, tag = purpose & MASK64, (0, 2)
        else:
            data = purpose.encode()
            value, tag = 0xCBF29CE484222325, (len(data), 1)
            for byte in data:
                value = ((value ^ byte) * 0x100000001B3) & MASK64
        counter = np.array([[value & MASK32, value >> 32, *tag]], dtype=np.uint64)
        block = philox(counter, self.words)[0]
        return Key((int(block[0]), int(block[1])))

    def blocks(self, first, count):
        index = np.arange(first, first + count, dtype=np.uint64)
        zero = np.zeros_like(index)
        return philox(np.stack([index & np.uint64(MASK32), index >> np.uint64(32), zero, zero], axis=1), self.words)

    def uniform(self, count, first=0):
        """Numbers in [0, 1), a block each."""
        words = self.blocks(first, count)
        bits = words[:, 0] | (words[:, 1] << np.uint64(32))
        return (bits >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def integers(self, count, bound, first=0):
        words = self.blocks(first, count)
        return [((int(w[0]) | int(w[1]) << 32) * bound) >> 64 for w in words]

    def mask(self, count, rate):
        """Masks take all four words of a block, one a value."""
        words = self.blocks(0, (count + 3) // 4).reshape(-1)[:count]
        return np.where(words < int(rate * 2.0**32), 0.0, 1 / (1 - rate))


# --- The nets, as functions of a dictionary of tensors


def padding(extent, k, stride):
    total = max(((extent + stride - 1) // stride - 1) * stride + k - extent, 0)
    return total // 2, total - total // 2


def padded(x, k, stride, value):
    top, bottom = padding(x.shape[2], k, stride)
    left, right = padding(x.shape[3], k, stride)
    return F.pad(x, (left, right, top, bottom), value=value)


class Net:
    """Runs a family on images; the first run, without tensors, makes them."""

    def __init__(self, family, sizes, classes, activation, norm, dropout, key):
        self.family, self.sizes, self.classes = family, sizes, classes
        self.activation = {"relu": torch.relu, "tanh": torch.tanh, "elu": F.elu}[activation]
        self.norm, self.dropout, self.key = norm, dropout, key
        self.tensors, self.trained, self.held = {}, [], set()
        self.masks = {}

    def tensor(self, name, shape, fan_in, kind):
        if name in self.tensors:
            return self.tensors[name]
        count, limit = math.prod(shape), math.sqrt(1 / fan_in)
        if kind in ("weight", "bias"):
            values = limit * (2 * self.key.deriving("init").deriving(name).uniform(count) - 1)
        else:
            values = np.full(count, 1.0 if kind in ("scale", "variance") else 0.0)
        tensor = torch.from_numpy(values.reshape(shape).copy())
        if kind not in ("mean", "variance"):
            tensor.requires_grad_()
            self.trained.append(name)
        self.tensors[name] = tensor
        return tensor

    def keep_non_negative(self):
        with torch.no_grad():
            for name in self.held:
                w = self.tensors[name]
                w.copy_(torch.where(w < 0, torch.exp(w - 5), w))

    def hidden(self, x, name, outputs, fan_in):
        """What follows the weights, already applied: bias or normalisation, then the activation function."""
        if self.norm == "none":
            bias = self.tensor(name + ".bias", (outputs,), fan_in, "bias")
            x = x + bias.reshape((1, -1) + (1,) * (x.dim() - 2))
        else:
            scale = self.tensor(name + ".norm.weight", (outputs,), fan_in, "scale") if self.norm == "full" else None
            shift = self.tensor(name + ".norm.bias", (outputs,), fan_in, "shift")
            mean = self.tensor(name + ".norm.running_mean", (outputs,), fan_in, "mean")
            variance = self.tensor(name + ".norm.running_var", (outputs,), fan_in, "variance")
            x = F.batch_norm(x, mean, variance, scale, shift, training=True, momentum=0.1, eps=1e-5)
        return self.activation(x)

    def convolution(self, x, name, channels, k, stride=1):
        fan_in = x.shape[1] * k * k
        w = self.tensor(name + ".weight", (channels, x.shape[1], k, k), fan_in, "weight")
        return self.hidden(F.conv2d(padded(x, k, stride, 0.0), w, stride=stride), name, channels, fan_in)

    def weights(self, x, name, outputs, is_held):
        w = self.tensor(name + ".weight", (outputs, x.shape[1]), x.shape[1], "weight")
        if is_held and name + ".weight" not in self.held:
            self.held.add(name + ".weight")
            self.keep_non_negative()
        return x @ w.T

    def pool(self, x):
        return F.max_pool2d(padded(x, 3, 2, -math.inf), 3, 2)

    def drop(self, x, name, step):
        if self.dropout == 0:
            return x
        mask = self.key.deriving("dropout").deriving(name).deriving(step).mask(x.numel(), self.dropout)
        self.masks.setdefault(step, mask)
        return x * torch.from_numpy(mask.reshape(x.shape))

    def fully_connected(self, x, widths, first, step):
        for index, width in enumerate(widths):
            name = f"layers.{first + index}"
            z = self.weights(x, name, width, self.family == "ioc" and index > 0)
            x = self.drop(self.hidden(z, name, width, x.shape[1]), name + ".dropout", step)
        return self.logits(x, f"layers.{first + len(widths)}")

    def logits(self, x, name):
        z = self.weights(x, name, self.classes, self.family == "ioc")
        return z + self.tensor(name + ".bias", (self.classes,), x.shape[1], "bias")

    def module(self, x, index, ones, threes):
        return torch.cat([self.convolution(x, f"modules.{index}.a", ones, 1),
                          self.convolution(x, f"modules.{index}.b", threes, 3)], dim=1)

    def downsample(self, x, index, threes):
        return torch.cat([self.convolution(x, f"modules.{index}.a", threes, 3, stride=2), self.pool(x)], dim=1)

    def forward(self, x, step):
        if self.family in ("mlp", "ioc"):
            return self.fully_connected(x.flatten(1), [self.sizes[1]] * self.sizes[0], 0, step)
        if self.family in ("cnn", "alexnet"):
            layers, width = self.sizes or (2, 64)
            for index in range(layers):
                x = self.pool(self.convolution(x, f"layers.{index}", width, 5))
                if self.family == "alexnet":
                    x = F.local_response_norm(x, 9, alpha=0.001, beta=0.75, k=1.0)
            return self.fully_connected(x.flatten(1), [384, 192], layers, step)
        x = self.convolution(x, "modules.0", 96, 3)
        x = self.downsample(self.module(self.module(x, 1, 32, 32), 2, 32, 48), 3, 80)
        for index, sizes in enumerate([(112, 48), (96, 64), (80, 80), (48, 96)]):
            x = self.module(x, 4 + index, *sizes)
        x = self.downsample(x, 8, 96)
        x = self.module(self.module(x, 9, 176, 160), 10, 176, 160)
        return self.logits(self.drop(x.mean(dim=(2, 3)), "pool.dropout", step), "classifier")


# --- The files


def batch_of(step, count, image, classes, key):
    size = count * math.prod(image)
    x = 2 * key.deriving("inputs").uniform(size, first=step * size) - 1
    y = key.deriving("labels").integers(count, classes, first=step * count)
    return torch.from_numpy(x.reshape(count, *image)), torch.tensor(y)


def summary(tensors):
    parts = []
    for tensor in tensors:
        values = tensor.detach().numpy().reshape(-1)
        places = np.arange(min(values.size, SHOWN)) * values.size // min(values.size, SHOWN)
        parts += [[values.mean()], [math.sqrt((values**2).mean())], values[places]]
    return np.concatenate(parts)


def fixture(name):
    family, sizes, classes, activation, norm, dropout, image, count = CASES[name]
    key, result = Key.of(SEED), {}

    def fresh():
        net = Net(family, sizes, classes, activation, norm, dropout, key)
        x, _ = batch_of(0, count, image, classes, key)
        with torch.no_grad():
            net.forward(x, 0)
        for tensor_name, tensor in net.tensors.items():  # what that run did to the running statistics
            if tensor_name.endswith("running_mean"):
                tensor.zero_()
            if tensor_name.endswith("running_var"):
                tensor.fill_(1.0)
        return net

    net = fresh()
    x, y = batch_of(0, count, image, classes, key)
    output = net.forward(x, 0)
    loss = F.cross_entropy(output, y)
    loss.backward()
    result["output"] = output.detach().numpy().reshape(-1)
    result["loss"] = np.array([loss.item()])
    result["gradient"] = summary([net.tensors[name].grad for name in net.trained])

    for rule, make in (RULES | (MORE_RULES if name == "mlp" else {})).items():
        net, losses = fresh(), []
        optimizer = make([net.tensors[name] for name in net.trained])
        for step in range(STEPS):
            x, y = batch_of(step, count, image, classes, key)
            optimizer.zero_grad()
            loss = F.cross_entropy(net.forward(x, step), y)
            loss.backward()
            optimizer.step()
            net.keep_non_negative()
            losses.append(loss.item())
            if step + 1 in (1, STEPS):
                result[f"{rule}.{step + 1}"] = summary(net.tensors.values())
        result[f"{rule}.losses"] = np.array(losses)
    if dropout > 0:
        for step in (0, STEPS - 1):
            result[f"mask.{step}"] = net.masks[step]

    text = family if sizes is None else f"{family}:{sizes[0]}x{sizes[1]}"
    metadata = {
        "family": text, "classes": str(classes), "activation": activation, "batchNormalization": norm,
        "dropout": str(dropout), "image": "x".join(map(str, image)), "batch": str(count), "seed": str(SEED),
    }
    return result, metadata


def main():
    torch.set_num_threads(1)
    zero = np.zeros((1, 4), dtype=np.uint64)
    assert [f"{int(w):08x}" for w in philox(zero, (0, 0))[0]] == ["6627e8d5", "e169c58d", "bc57ac4c", "9b00dbd8"]
    folder = Path(__file__).resolve().parent / "classifiers"
    folder.mkdir(exist_ok=True)
    for name in CASES:
        result, metadata = fixture(name)
        path = folder / f"{name}.safetensors"
        save_file(result, path, metadata=metadata)
        print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
