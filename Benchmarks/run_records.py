"""Fills a folder with copies of a stored run under other seeds, to measure the index with many records.

usage: python3 Benchmarks/run_records.py RUN_FOLDER OUT COUNT

Each copy has the files of a finished run, its own seed and the key that its configuration has; weights are left out. What
is measured with them stands in Guides/Queries.md. Only Python's standard library is needed.
"""

import hashlib
import json
import re
import sys
from pathlib import Path


def canonical(configuration):
    """The text whose digest names a run: sorted keys, no blanks."""
    return json.dumps(configuration, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def main(run, out, count):
    run = Path(run)
    configuration = json.loads((run / "config.json").read_text())
    key = hashlib.sha256(canonical(configuration).encode()).hexdigest()[:16]
    if key != run.name:
        sys.exit(f"{run}: the configuration's key is {key}, and the folder is another's")
    texts = {name: (run / name).read_text() for name in ("result.json", "status.json", "metrics.csv", "log.jsonl")}
    for place in range(count):
        # Two settings vary, as in a sweep.
        configuration["seed"] = place // 10
        configuration["steps"] = 10000 + place % 10
        text = canonical(configuration)
        new = hashlib.sha256(text.encode()).hexdigest()[:16]
        folder = Path(out) / "runs" / new[:2] / new
        folder.mkdir(parents=True)
        (folder / "config.json").write_text(json.dumps(configuration, sort_keys=True, indent=2) + "\n")
        for name, content in texts.items():
            content = content.replace(key, new).replace(f"runs/{key[:2]}/", f"runs/{new[:2]}/")
            if name == "result.json":
                content = re.sub(r'("finalLoss" : )[^,\n]+', lambda match: f"{match[1]}{1e-4 + place * 1e-9}", content)
            (folder / name).write_text(content)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
