"""The classifiers that are timed, in PyTorch: `torch_worker.py` trains them, `workloads.py` says which.

Names and order of the tensors are those of `identity-lab`'s model.safetensors, so that weights carry over by name.
"""
import torch
from torch import nn
from torch.nn import functional


def padding(size, kernel, stride):
    """Zeros before and after a side so that ceil(size / stride) places are left, the smaller half before."""
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def padded(images, kernel, stride, value=0.0):
    height, width = images.shape[-2:]
    return functional.pad(images, (*padding(width, kernel, stride), *padding(height, kernel, stride)), value=value)


class SamePool(nn.Module):
    """Max pooling 3 × 3 with stride 2, "same"; without copies: an even side is short of one row at its end, an odd one of
    one at both."""

    def forward(self, images):
        is_odd = images.shape[-1] % 2
        return functional.max_pool2d(images, 3, 2, padding=is_odd, ceil_mode=not is_odd)


class Shift(nn.BatchNorm2d):
    """Batch norm with a shift and no scale."""

    def __init__(self, channels):
        super().__init__(channels)
        self.weight = None


class Convolution(nn.Module):
    """Convolution, batch norm with shift, ReLU."""

    def __init__(self, inputs, outputs, kernel, stride=1):
        super().__init__()
        self.kernel, self.stride = kernel, stride
        same = kernel // 2 if stride == 1 else 0
        convolution = nn.Conv2d(inputs, outputs, kernel, stride, padding=same, bias=False)
        self.weight = convolution.weight
        self.same = same
        self.norm = Shift(outputs)

    def forward(self, images):
        if self.stride > 1:
            images = padded(images, self.kernel, self.stride)
        return torch.relu(self.norm(functional.conv2d(images, self.weight, stride=self.stride, padding=self.same)))


class Inception(nn.Module):
    """A 1 × 1 convolution beside a 3 × 3 one."""

    def __init__(self, inputs, a, b):
        super().__init__()
        self.a, self.b = Convolution(inputs, a, 1), Convolution(inputs, b, 3)

    def forward(self, images):
        return torch.cat([self.a(images), self.b(images)], 1)


class Downsample(nn.Module):
    """A 3 × 3 convolution of stride 2 beside a pooling."""

    def __init__(self, inputs, b):
        super().__init__()
        self.b, self.pool = Convolution(inputs, b, 3, 2), SamePool()

    def forward(self, images):
        return torch.cat([self.b(images), self.pool(images)], 1)


def make_classifier(net, shape, classes=10):
    """The net of a name such as mlp:3x512, alexnet or inception for images of a shape (C, H, W)."""
    channels, height, width = shape
    if net.startswith("mlp:"):
        depth, units = map(int, net.removeprefix("mlp:").split("x"))
        layers, inputs = [nn.Flatten()], channels * height * width
        for _ in range(depth):
            layers += [nn.Linear(inputs, units), nn.ReLU()]
            inputs = units
        return nn.Sequential(*layers, nn.Linear(inputs, classes))
    if net == "alexnet":
        features = 64 * (-(-height // 4)) * (-(-width // 4))
        return nn.Sequential(
            nn.Conv2d(channels, 64, 5, padding=2), nn.ReLU(), SamePool(), nn.LocalResponseNorm(9, 0.001, 0.75, 1),
            nn.Conv2d(64, 64, 5, padding=2), nn.ReLU(), SamePool(), nn.LocalResponseNorm(9, 0.001, 0.75, 1),
            nn.Flatten(), nn.Linear(features, 384), nn.ReLU(), nn.Linear(384, 192), nn.ReLU(), nn.Linear(192, classes))
    if net == "inception":
        return nn.Sequential(
            Convolution(channels, 96, 3), Inception(96, 32, 32), Inception(64, 32, 48), Downsample(80, 80),
            Inception(160, 112, 48), Inception(160, 96, 64), Inception(160, 80, 80), Inception(160, 48, 96),
            Downsample(144, 96), Inception(240, 176, 160), Inception(336, 176, 160), nn.AdaptiveAvgPool2d(1),
            nn.Flatten(), nn.Linear(336, classes))
    raise ValueError(f"no classifier {net}")
