"""Runs, sweeps, curves and scores as pandas data frames."""

import io
import json
import warnings
from pathlib import Path

import pandas as pd

from .files import Run, all_runs

# What settings and findings both call so.
RENAMED = {"steps": "stepsDone", "epochs": "epochsDone"}
SCORES = {"a": "a", "b": "b", "absoluteB": "absolute-b", "residual": "residual"}


def config(run):
    """The complete settings of a run, as config.json has them; of a missing one a setting does not apply."""
    return json.loads(Run(run).require("config.json"))


def result(run):
    """All that was found of a finished run, as result.json has it; see Guides/JSON.md."""
    return json.loads(Run(run).require("result.json"))


def metrics(run):
    """The course of a training, a row every few updates, by step.

    Of nets that reconstruct `loss` (mean squared error of standardised pixels), `gradient_norm`, `learning_rate`; of
    classifiers by epoch the mean `loss` (cross-entropy in nats), `learning_rate` and accuracies from 0 to 1.
    """
    return pd.read_csv(io.BytesIO(Run(run).require("metrics.csv")), index_col="step")


def evaluation(run):
    """The scores of a net that reconstructs, a row a probe family, means over its `count` images.

    Correlations of an answer with its input (identity) and with the training image (constant), from −1 to 1; mean squared
    errors to both, of standardised pixels; `a`, `b`, `residual` of answer ≈ a · input + b · training image. NaN is undefined.
    """
    return _scores(run, "evaluation", "probe")


def similarity(run):
    """The same scores of inputs with correlation `rho` with the training image, a row a ρ."""
    return _scores(run, "similarity", "rho")


def _scores(run, field, index):
    record = result(run)
    if field not in record:
        raise LookupError(f"{run} has no {field}: it is a classifier, whose accuracies are columns of runs()")
    frame = pd.json_normalize(record[field])
    frame.columns = [name.removeprefix("decomposition.") for name in frame.columns]
    return frame.set_index(index) if len(frame) else frame


def runs(out):
    """All runs of both laboratories below an output folder, a row a run by key.

    Columns: `lab`, `state` (the outcome of a finished run, else running, checkpointed or failed; missing before the first
    attempt), the settings, and what was found, as results.csv calls it: `finalLoss`, `outcome`, `zone`,
    `digits.correlationWithIdentity` …, of classifiers `trainAccuracy`, `testAccuracy` …; `stepsDone`, `epochsDone`,
    `seconds` of training. A setting or finding that a run does not have is missing.
    """
    return _frame(_row(run) for run in all_runs(out).values())


def sweep(out, name):
    """The runs of a sweep in the order of its plan, as of runs(); a run that is yet to be made has its settings alone."""
    path = Path(out) / "sweeps" / name / "manifest.jsonl"
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there: no sweep {name!r} is planned below {out}")
    rows = []
    for line in path.read_text().splitlines():
        entry = json.loads(line)
        key = entry["runKey"]
        rows.append(_row(Run(Path(out) / "runs" / key[:2] / key), entry["configuration"]))
    return _frame(rows)


def _frame(rows):
    frame = pd.DataFrame(list(rows))
    return frame.set_index("runKey") if len(frame) else frame


def _row(run, settings=None):
    settings = run.object("config.json") or settings or {}
    record, status = run.object("result.json"), run.object("status.json") or {}
    if record is not None and record.get("runKey") != run.key:
        warnings.warn(f"{run.path}: result.json is of another run; taken for missing")
        record = None
    # A status alone does not make a run done: its result was removed, so that it be made again.
    state = record["outcome"] if record else None if status.get("state") == "done" else status.get("state")
    row = {"runKey": run.key, "lab": settings.get("lab", "reconstruction"), "state": state}
    row |= {name: value for name, value in settings.items() if not isinstance(value, (dict, list))}
    for name, value in (record or {}).items():
        if name not in ("runKey", "directory", "lab") and not isinstance(value, (dict, list)):
            row[RENAMED.get(name, name)] = value
    for score in (record or {}).get("evaluation", []):
        probe = score["probe"]
        for name in ("correlationWithIdentity", "correlationWithConstant"):
            row[f"{probe}.{name}"] = score[name]
        for name, column in SCORES.items():
            row[f"{probe}.{column}"] = (score.get("decomposition") or {}).get(name)
    if record:
        row["seconds"] = status.get("seconds")
    return row
