"""The nets that are timed, as one description for both programs."""
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Workload:
    """One net on one image size, trained by SGD with momentum on a batch of one."""

    kind: str  # cnn or fcn
    depth: int
    width: int
    kernel: int  # 0 for fcn
    height: int
    width_pixels: int
    channels: int

    @property
    def flags(self):
        """The net as flags of `identity-lab bench`."""
        flags = ["--arch", self.kind, "--depth", str(self.depth), "--width", str(self.width)]
        if self.kind == "cnn":
            flags += ["--kernel-size", str(self.kernel)]
        return flags + ["--image-size", f"{self.height}x{self.width_pixels}x{self.channels}"]

    @property
    def label(self):
        size = f"{self.height}×{self.width_pixels}×{self.channels}"
        if self.kind == "fcn":
            return f"FCN depth {self.depth} width {self.width}, {size}"
        return f"CNN depth {self.depth} width {self.width} k {self.kernel}, {size}"

    @property
    def weight_shapes(self):
        """Extents of every layer's weights, first to last."""
        pixels = self.height * self.width_pixels * self.channels
        shapes = []
        for layer in range(self.depth):
            first, last = layer == 0, layer == self.depth - 1
            if self.kind == "fcn":
                shapes.append((pixels if last else self.width, pixels if first else self.width))
            else:
                outputs = self.channels if last else self.width
                inputs = self.channels if first else self.width
                shapes.append((outputs, inputs, self.kernel, self.kernel))
        return shapes

    @property
    def operations(self):
        """Floating-point operations of a step if every sum is done directly: `operationsPerStep` of bench step."""
        positions = self.height * self.width_pixels if self.kind == "cnn" else 1
        counts = [_product(shape) for shape in self.weight_shapes]
        return positions * (6 * sum(counts) - 2 * counts[0])

    def as_dict(self):
        return asdict(self)


def _product(extents):
    result = 1
    for extent in extents:
        result *= extent
    return result


def cnn(depth, width, kernel, size):
    return Workload("cnn", depth, width, kernel, *size)


def fcn(depth, width=2048, size=(28, 28, 1)):
    return Workload("fcn", depth, width, 0, *size)


GREY, COLOUR = (28, 28, 1), (32, 32, 3)


def acceptance():
    """(workload, threads, least ratio PyTorch / IdentityLab) of every row that has a target."""
    rows = []
    for kernel in (5, 3, 7, 9):
        targets = {1: 4.0, 2: 3.5} if kernel == 5 else {1: 3.0, 2: 3.0}
        for size in (GREY, COLOUR):
            for depth in (5, 20):
                rows += [(cnn(depth, 128, kernel, size), n, target) for n, target in targets.items()]
    rows += [(cnn(depth, 3, 5, GREY), 1, 30.0) for depth in (5, 20)]
    rows += [(fcn(depth), n, target) for depth in (3, 6) for n, target in ((1, 10.0), (2, 6.0))]
    rows += [(fcn(1), 1, 100.0)]
    rows += [(cnn(5, 1024, 5, GREY), n, 3.0) for n in (1, 2)]
    rows += [(cnn(5, 16, 57, GREY), 1, 3.0)]
    return rows


def smoke():
    """Small nets, to see that the scripts work; no targets."""
    return [(cnn(3, 8, 3, (12, 10, 1)), 1, None), (cnn(3, 8, 3, (12, 10, 3)), 2, None), (fcn(2, 64), 1, None)]


SETS = {"acceptance": acceptance, "smoke": smoke}
