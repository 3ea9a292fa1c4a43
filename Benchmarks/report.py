#!/usr/bin/env python3
"""Writes the measured figures into Guides/Kernels.md from Benchmarks/Baselines/*.json, so that none is typed by hand.

    python3 Benchmarks/report.py

The text between the two marker comments is replaced; everything else stays.
"""
import json
import re
import statistics
from pathlib import Path

HERE = Path(__file__).resolve().parent
GUIDE = HERE.parent / "Guides" / "Kernels.md"
BEGIN = "<!-- measured: written by Benchmarks/report.py -->"
END = "<!-- end of measured -->"


def section(baseline):
    """A baseline as Markdown: the machine, the rows and, where measured, the memory."""
    lines = [*introduction(baseline), "", *table(baseline), *memory(baseline)]
    if "cnnDepth" in baseline:
        lines += ["", *cnn_depth(baseline["cnnDepth"])]
    return "\n".join(lines)


def introduction(baseline):
    machine, versions = baseline["machine"], baseline["versions"]
    caches = ", ".join(f"{name} {size}" for name, size in machine["caches"].items())
    revisions = sorted({row["revision"] for row in baseline["rows"]})
    lines = [
        f"{machine['model']} (family {machine['family']}), {machine['cores']} cores, {caches}; {machine['kernels']};",
        f"{machine['system']}; PyTorch {versions['torch']}; revision {', '.join(revisions)}; {baseline['date']}."]
    for rates in sorted(baseline["rates"], key=lambda rates: rates["threads"]):
        threads = count(rates["threads"], "thread")
        lines.append(
            f"{threads}: {rates['multiplyAddGigaflops']:.0f} GFLOP/s of multiply-adds, {rates['sgemmGigaflops']:.0f} of "
            f"OpenBLAS's sgemm; reads {rates['memoryReadGigabytes']:.0f} GB/s of memory, "
            f"{rates['cacheReadGigabytes']:.0f} of the last cache.")
    return lines


def table(baseline):
    """The rows: times, ratio, target, and what the time is a share of."""
    rates = {rates["threads"]: rates for rates in baseline["rates"]}
    lines = ["| `identity-lab bench step`, of classifiers `bench epoch` | threads | ms | PyTorch | ratio | target | | of the machine |",
             "|---|---|---|---|---|---|---|---|"]
    for row in sorted(baseline["rows"], key=lambda row: row["threads"]):
        start = f"| `{flags(row)}` | {row['threads']} |"
        target = "–" if row["target"] is None else f"{row['target']:g}"
        if "error" in row:
            lines.append(f"{start} – | – | – | {target} | not measured | {row['error'].split(': ')[-1][:80]} |")
            continue
        ours, theirs = statistics.median(row["ours"]), statistics.median(row["theirs"])
        lines.append(
            f"{start} {number(ours)} | {number(theirs)} | {number(row['ratio'])} | {target} | {verdict(row)} | "
            f"{share(row, ours, rates[row['threads']])} |")
    return lines


def verdict(row):
    if not row.get("check", {}).get("agrees", True):
        return "differs"
    if row["target"] is None:
        return ""
    return "reached" if row["ratio"] >= row["target"] else "short"


def share(row, milliseconds, rates):
    """What the step does by the usual count, against what the machine can do in that time."""
    if row["workload"]["kind"] != "fcn":
        rate = row["operations"] / milliseconds * 1e-6
        return f"{rate:.3g} GFLOP/s, {rate / rates['multiplyAddGigaflops']:.0%}"
    reads = milliseconds * 1e-3 * rates["memoryReadGigabytes"] * 1e9 / row["weightBytes"]
    return f"{reads:.2g} × reading the weights"


def flags(row):
    """The net's flags as they stand in the command."""
    return re.search(r"bench (?:step|epoch) (.*) --threads", row["command"]).group(1)


def memory(baseline):
    if not baseline.get("memory"):
        return []
    lines = ["", "| `identity-lab bench memory` | parameters | planned | peak of the process | limit | |",
             "|---|---|---|---|---|---|"]
    for row in baseline["memory"]:
        net = re.search(r"bench memory (.*) --steps", row["command"]).group(1)
        peak = row["peakResident"] / 2**30
        verdict = "reached" if peak < row["limitGiB"] else "short"
        lines.append(
            f"| `{net}` | {row['parameters'] / 1e6:.0f} million | {row['total'] / 2**30:.2f} GiB | {peak:.2f} GiB | "
            f"{row['limitGiB']:g} GiB | {verdict} |")
    return lines


def cnn_depth(result):
    """The figure's training in both programs."""
    ours, theirs = result["ourSeconds"], result["theirSeconds"]
    lines = [
        f"`{result['command']}` takes {ours:.0f} s, measuring and drawing included; PyTorch trains the same runs in "
        f"{theirs:.0f} s ({result['processes']} processes of one thread): {theirs / ours:.2g} "
        f"times as long. Revision {result['revision']}.", "",
        "| depth | s of training | PyTorch | steps | PyTorch | loss, median of the seeds | PyTorch |",
        "|---|---|---|---|---|---|---|"]
    for row in result["depths"]:
        cells = []
        for make in (lambda part: number(part["seconds"]), lambda part: ", ".join(map(str, part["steps"])),
                     lambda part: "–" if part["medianLoss"] is None else f"{part['medianLoss']:.2g}"):
            cells += [make(row["ours"]), make(row["theirs"])]
        lines.append(f"| {row['depth']} | " + " | ".join(cells) + " |")
    return lines


def count(number, thing):
    return f"{number} {thing}" + ("" if number == 1 else "s")


def number(value):
    """Three significant digits without an exponent."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def main():
    paths = sorted((HERE / "Baselines").glob("*.json"))
    sections = [f"### {path.stem}\n\n{section(json.loads(path.read_text()))}" for path in paths]
    text = GUIDE.read_text()
    start, end = text.find(BEGIN), text.find(END)
    if start < 0 or end < start:
        raise SystemExit(f"{GUIDE}: expected the markers {BEGIN} and {END}")
    GUIDE.write_text(text[:start] + BEGIN + "\n" + "\n\n".join(sections) + "\n" + text[end:])
    print(f"{GUIDE}: {count(len(sections), 'baseline')}")


if __name__ == "__main__":
    main()
