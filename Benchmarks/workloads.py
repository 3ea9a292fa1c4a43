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

    @property
    def is_large(self):
        """Whether a step takes seconds, so that few must do."""
        return self.operations > 100e9

    @property
    def check_steps(self):
        """Steps that both programs take to be compared."""
        return 3 if self.is_large else 20 if self.operations < 10e9 else 5

    # A rate at which the deep nets do not leap about, for leaps multiply the difference of two roundings.
    check_rate, loss_tolerance = 1e-5, 1e-3

    @property
    def weight_bytes(self):
        return 4 * sum(_product(shape) for shape in self.weight_shapes)

    @property
    def layouts(self):
        """The orders of axes in memory that PyTorch is timed with."""
        return ["", "-channels_last"] if self.kind == "cnn" else [""]

    def step_command(self):
        """The command that times a step, without threads and times."""
        return ["bench", "step", *self.flags]

    def losses_command(self):
        return ["bench", "losses", *self.flags, "--init", "kaiming-normal"]

    def as_dict(self):
        return asdict(self)


@dataclass(frozen=True)
class Classifier:
    """A classifier trained by SGD with momentum on mini-batches of a set."""

    net: str  # mlp:3x512, alexnet, inception
    batch: int = 128
    height: int = 28
    width_pixels: int = 28
    channels: int = 3
    classes: int = 10
    kind: str = "classifier"

    @property
    def flags(self):
        size = f"{self.height}x{self.width_pixels}x{self.channels}"
        return ["--net", self.net, "--image-size", size, "--batch-size", str(self.batch)]

    @property
    def label(self):
        return f"{self.net}, batch {self.batch} of {self.height}×{self.width_pixels}×{self.channels}"

    @property
    def operations(self):
        """Floating-point operations of a step if every sum is done directly, which `bench epoch` says too."""
        return 6e9 * {"alexnet": 3.2, "inception": 26}.get(self.net, 0.2) * self.batch / 128

    weight_bytes = None
    is_large = False
    check_steps, loss_tolerance = 20, 1e-4

    @property
    def check_rate(self):
        """The rate that MLPs are trained with. At it the convolutional nets multiply the difference of two roundings: after
        20 steps of Inception the losses of PyTorch on one thread and on two are 2e-4 apart."""
        return 0.01 if self.net.startswith("mlp") else 0.001

    @property
    def layouts(self):
        return [""] if self.net.startswith("mlp") else ["", "-channels_last"]

    def step_command(self):
        """The command that times the steps of an epoch, batches included, without threads and times."""
        return ["bench", "epoch", *self.flags]

    def losses_command(self):
        return ["bench", "epoch-losses", *self.flags]

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


def classifiers():
    """Classifiers of Zhang et al. 2017 on cropped colour images, a batch of 128."""
    targets = {"mlp:1x512": 1.3, "mlp:3x512": 1.3, "alexnet": 1.8, "inception": 1.8}
    return [(Classifier(net), threads, target) for net, target in targets.items() for threads in (1, 2)]


def smoke():
    """Small nets, to see that the scripts work; no targets."""
    return [(cnn(3, 8, 3, (12, 10, 1)), 1, None), (cnn(3, 8, 3, (12, 10, 3)), 2, None), (fcn(2, 64), 1, None),
            (Classifier("mlp:1x16", 8, 8, 8, 1), 1, None)]


SETS = {"acceptance": acceptance, "classifiers": classifiers, "smoke": smoke}
