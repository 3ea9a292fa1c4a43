#!/usr/bin/env python3
"""PyTorch's step times for the nets of `identity-lab bench scaling`, as CSV of the same columns.

    .build/release/identity-lab bench scaling --csv ours.csv
    PYTHON Benchmarks/scaling.py ours.csv torch.csv
    .build/release/identity-lab bench scaling --from ours.csv --beside torch.csv --figure scaling.png

Both take one thread; the better of contiguous and channels_last memory counts.
"""
import argparse
import csv

from programs import TorchWorker, usable_cpus
from workloads import cnn


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ours", help="the CSV file whose nets are timed")
    parser.add_argument("torch", help="the CSV file to write")
    parser.add_argument("--seconds", type=float, default=0.3, help="of each measurement (default: 0.3)")
    arguments = parser.parse_args()
    with open(arguments.ours, newline="") as file:
        rows = list(csv.DictReader(file))
    worker, times = TorchWorker(1, usable_cpus()[:1]), {}
    for row in rows:
        depth, width, kernel, side = (int(row[key]) for key in ("depth", "width", "kernelSize", "side"))
        net = cnn(depth, width, kernel, (side, side, 1))
        if net not in times:
            times[net] = min(
                worker.ask(do="time", workload=net.as_dict(), variant=variant, seconds=arguments.seconds, leastSteps=3)
                ["milliseconds"] for variant in ("eager", "eager-channels_last"))
        row.update(program="PyTorch", milliseconds=times[net])
        print(f"{row['axis']} {row[row['axis']]}: {times[net]:.4g} ms", flush=True)
    worker.close()
    with open(arguments.torch, "w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
