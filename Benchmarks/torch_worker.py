"""PyTorch's side: takes one JSON request a line on standard input, answers with one JSON line on standard output.

Started with --threads N, once for all requests, so that importing PyTorch is paid once. Requests:
  {"do": "time", "workload": {...}, "variant": "eager", "seconds": 1, "leastSteps": 5}  ->  {"milliseconds": 1.2, "steps": 80}
  {"do": "fit", "configuration": config.json of a run, "image": "input.npy", "variant": "eager"}
      ->  {"steps": 3000, "loss": 0.1, "stopReason": "stepLimit", "seconds": 60}
  {"do": "train", "workload": {...}, "learningRate": 1e-5, "steps": 20,
      "first": "first.safetensors", "last": "last.safetensors"}  ->  {"losses": [...], "update": difference}
A step is what `identity-lab bench step` does: forward, mean squared error to the input, backward, SGD with rate 0.001 and
momentum 0.9, and the loss read as a number. That of a classifier is one of `bench epoch`: a batch chosen among whitened
images, which PyTorch has in memory as floats, softmax cross-entropy, backward, the same SGD.
"""
import argparse
import json
import math
import statistics
import struct
import sys
import time

import numpy
import torch

from classifiers import make_classifier
from workloads import Classifier, Workload


def make_net(workload):
    layers = []
    for shape in workload.weight_shapes:
        if workload.kind == "fcn":
            layers.append(torch.nn.Linear(shape[1], shape[0], bias=False))
        else:
            layers.append(torch.nn.Conv2d(shape[1], shape[0], shape[2], padding="same", bias=False))
        layers.append(torch.nn.ReLU())
    return torch.nn.Sequential(*layers[:-1])


def input_shape(workload):
    if workload.kind == "fcn":
        return (1, workload.height * workload.width_pixels * workload.channels)
    return (1, workload.channels, workload.height, workload.width_pixels)


class Training:
    """A net in training in one variant: eager or compiled, contiguous or channels_last."""

    def __init__(self, workload, variant, image=None, weights=None, rate=1e-3):
        self.net = make_net(workload)
        if weights is not None:
            with torch.no_grad():
                for parameter, values in zip(self.net.parameters(), weights, strict=True):
                    parameter.copy_(values)
        self.image = torch.randn(input_shape(workload)) if image is None else image.reshape(input_shape(workload))
        if "channels_last" in variant:
            self.net = self.net.to(memory_format=torch.channels_last)
            self.image = self.image.contiguous(memory_format=torch.channels_last)
        self.optimizer = torch.optim.SGD(self.net.parameters(), lr=rate, momentum=0.9, fused=True)
        self.forward = self.net
        if variant.startswith("compiled"):
            torch._dynamo.reset()
            self.forward = torch.compile(self.net)

    def step(self):
        self.optimizer.zero_grad(set_to_none=True)
        loss = torch.nn.functional.mse_loss(self.forward(self.image), self.image)
        loss.backward()
        self.optimizer.step()
        return loss.item()


class ClassifierTraining:
    """A classifier in training on batches that are drawn from a set, or given."""

    def __init__(self, workload, variant, batches=None, tensors=None, rate=1e-3, images=1280):
        shape = (workload.channels, workload.height, workload.width_pixels)
        self.net = make_classifier(workload.net, shape, workload.classes)
        if tensors is not None:
            load(self.net, tensors)
        self.batch, self.batches, self.completed = workload.batch, batches, 0
        if batches is None:
            self.images = torch.randn(images, *shape)
            self.labels = torch.randint(0, workload.classes, (images,))
        self.is_last = "channels_last" in variant
        if self.is_last:
            self.net = self.net.to(memory_format=torch.channels_last)
        self.optimizer = torch.optim.SGD(self.net.parameters(), lr=rate, momentum=0.9, fused=True)
        self.forward = self.net
        if variant.startswith("compiled"):
            torch._dynamo.reset()
            self.forward = torch.compile(self.net)

    def next_batch(self):
        if self.batches is None:
            chosen = torch.randint(0, len(self.labels), (self.batch,))
            images, labels = self.images[chosen], self.labels[chosen]
        else:
            images, labels = self.batches[0][self.completed], self.batches[1][self.completed]
        self.completed += 1
        return (images.contiguous(memory_format=torch.channels_last) if self.is_last else images), labels

    def step(self):
        images, labels = self.next_batch()
        self.optimizer.zero_grad(set_to_none=True)
        loss = torch.nn.functional.cross_entropy(self.forward(images), labels)
        loss.backward()
        self.optimizer.step()
        return loss.item()


def training_state(net):
    """Weights and running statistics in order, by name."""
    return {name: values for name, values in net.state_dict().items() if not name.endswith("num_batches_tracked")}


def load(net, tensors):
    """Overwrites weights and statistics with the other program's, which come in the same order."""
    with torch.no_grad():
        for (name, values), (other, source) in zip(training_state(net).items(), tensors.items(), strict=True):
            if values.shape != source.shape:
                raise ValueError(f"{name} of {tuple(values.shape)} is not {other} of {tuple(source.shape)}")
            values.copy_(source)


def train_classifier(request, workload):
    """As `train`, from the other program's weights and batches."""
    first = read_safetensors(request["first"])
    images, labels = first.pop("images"), first.pop("labels").long()
    torch.set_default_dtype(images.dtype)
    try:
        training = ClassifierTraining(
            workload, "eager", batches=(images, labels), tensors=first, rate=request["learningRate"])
        losses = [training.step() for _ in range(request["steps"])]
    finally:
        torch.set_default_dtype(torch.float32)
    after = read_safetensors(request["last"])
    apart = 0.0
    for (start, ours), theirs in zip(
            zip(first.values(), after.values(), strict=True), training_state(training.net).values(), strict=True):
        update = theirs.double() - start.double()
        difference = float((ours.double() - theirs.double()).norm() / update.norm())
        apart = max(apart, difference if math.isfinite(difference) else math.inf)
    losses = [loss if math.isfinite(loss) else None for loss in losses]
    return {"losses": losses, "update": apart if math.isfinite(apart) else None}


def time_steps(request, workload):
    kind = ClassifierTraining if workload.kind == "classifier" else Training
    training = kind(workload, request["variant"])
    least = request["leastSteps"]
    for _ in range(min(3, least)):
        training.step()
    times, end = [], time.perf_counter() + request["seconds"]
    while len(times) < least or time.perf_counter() < end:
        start = time.perf_counter()
        training.step()
        times.append(time.perf_counter() - start)
    return {"milliseconds": statistics.median(times) * 1e3, "steps": len(times)}


def read_safetensors(path):
    """The float32 and float64 tensors of a file by name, in their order in the file."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = bytearray(file.read())
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        kind, size = {"F32": (torch.float32, 4), "F64": (torch.float64, 8)}[entry["dtype"]]
        start, end = entry["data_offsets"]
        values = torch.frombuffer(data, dtype=kind, count=(end - start) // size, offset=start)
        tensors[name] = (start, values.reshape(entry["shape"]))
    return {name: values for name, (_, values) in sorted(tensors.items(), key=lambda item: item[1][0])}


def layer_weights(tensors, workload):
    return [tensors[f"layers.{index}.weight"] for index in range(workload.depth)]


def train(request, workload):
    """The losses of so many steps from the other program's image and weights, and how far the two updates of the weights
    are apart: the greatest |ours - theirs| / |theirs| of a layer."""
    first = read_safetensors(request["first"])
    before = layer_weights(first, workload)
    training = Training(workload, "eager", image=first["image"], weights=before,
                        rate=request["learningRate"])
    losses = [training.step() for _ in range(request["steps"])]
    with torch.no_grad():
        losses.append(torch.nn.functional.mse_loss(training.net(training.image), training.image).item())
    after = layer_weights(read_safetensors(request["last"]), workload)
    apart = 0.0
    for start, theirs, ours in zip(before, training.net.parameters(), after, strict=True):
        update = theirs.detach().double() - start
        difference = float((ours.double() - theirs.detach()).norm() / update.norm())
        # max would pass over what is no number.
        apart = max(apart, difference if math.isfinite(difference) else math.inf)
    losses = [loss if math.isfinite(loss) else None for loss in losses]
    return {"losses": losses, "update": apart if math.isfinite(apart) else None}


def initialize(net, configuration):
    """Weights from the run's distribution, though from PyTorch's own random numbers."""
    torch.manual_seed(configuration["seed"])
    if configuration["initializerGain"] != 1:
        raise ValueError("only a gain of 1")
    for parameter in net.parameters():
        fan_in = parameter[0].numel()
        if configuration["initializer"] == "torch":
            torch.nn.init.uniform_(parameter, -1 / math.sqrt(fan_in), 1 / math.sqrt(fan_in))
        elif configuration["initializer"] == "kaiming-normal":
            torch.nn.init.normal_(parameter, std=math.sqrt(2 / fan_in))
        else:
            raise ValueError(f"initializer {configuration['initializer']}")


def rate_factor(schedule, step, steps):
    if schedule == "constant":
        return 1.0
    return 1.0 if 10 * step < 3 * steps else 0.2 if 10 * step < 6 * steps else 0.04 if 10 * step < 8 * steps else 0.008


def workload_of(configuration):
    """The net of a run's configuration."""
    if (configuration["architecture"], configuration["activation"], configuration["optimizer"]) != ("cnn", "relu", "sgd"):
        raise ValueError("only convolutional nets with ReLU and SGD")
    return Workload("cnn", configuration["depth"], configuration["width"], configuration["kernelSize"],
                    configuration["imageHeight"], configuration["imageWidth"], configuration["imageChannels"])


def fit(request):
    """A whole run as `identity-lab train` does it: the loss is judged before every update, so that a net that reaches the
    tolerance stops at once."""
    configuration = request["configuration"]
    start = time.perf_counter()
    workload = workload_of(configuration)
    image = torch.from_numpy(numpy.load(request["image"]))
    training = Training(workload, request["variant"], image=image)
    initialize(training.net, configuration)
    steps, clip_norm = configuration["steps"], configuration.get("clipNorm")
    parameters = list(training.net.parameters())
    training.optimizer = torch.optim.SGD(
        parameters, lr=configuration["learningRate"], momentum=configuration["momentum"], fused=True)
    first, step = None, 0
    while True:
        training.optimizer.zero_grad(set_to_none=True)
        loss = torch.nn.functional.mse_loss(training.forward(training.image), training.image)
        value = loss.item()
        first = value if first is None else first
        if not math.isfinite(value) or value > 1e6 * max(first, sys.float_info.min):
            reason = "diverged"
        elif value <= configuration["tolerance"]:
            reason = "tolerance"
        elif step >= steps:
            reason = "stepLimit"
        else:
            loss.backward()
            if clip_norm is not None:
                torch.nn.utils.clip_grad_norm_(parameters, clip_norm)
            for group in training.optimizer.param_groups:
                group["lr"] = configuration["learningRate"] * rate_factor(configuration["schedule"], step, steps)
            training.optimizer.step()
            step += 1
            continue
        # JSON has no infinities.
        return {"steps": step, "loss": value if math.isfinite(value) else None, "stopReason": reason,
                "seconds": time.perf_counter() - start}


def answer(request):
    if request["do"] == "version":
        return {"torch": torch.__version__, "python": sys.version.split()[0]}
    if request["do"] == "fit":
        return fit(request)
    is_classifier = request["workload"]["kind"] == "classifier"
    workload = (Classifier if is_classifier else Workload)(**request["workload"])
    return {"time": time_steps, "train": train_classifier if is_classifier else train}[request["do"]](request, workload)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, required=True)
    torch.set_num_threads(parser.parse_args().threads)
    # As identity-lab does: arithmetic on denormal numbers is many times slower.
    torch.set_flush_denormal(True)
    for line in sys.stdin:
        try:
            result = answer(json.loads(line))
        except Exception as error:  # a variant that cannot run is an answer too
            result = {"error": f"{type(error).__name__}: {str(error)[:200]}"}
        print(json.dumps(result), flush=True)


main()
