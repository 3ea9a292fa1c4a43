"""Reads what identity-lab writes: runs and sweeps as data frames, weights and activations as arrays.

    import identitylab as lab
    runs = lab.runs("Outputs")                         # a row a run: settings and findings
    fitted = runs[runs.outcome == "fitted"]
    run = lab.folder("Outputs", fitted.index[0])
    lab.metrics(run).loss.plot(logy=True)

OUT is an output folder. RUN is the folder of a run, OUT/runs/ab/abcd1234ef567890, which need not exist where the run lies
in the pack OUT/runs/ab.tar. Nothing is ever written.
"""

from .arrays import activations, tensors, weights
from .files import folder
from .frames import config, evaluation, metrics, result, runs, similarity, sweep

__all__ = ["activations", "config", "evaluation", "folder", "metrics", "result", "runs", "similarity", "sweep", "tensors",
           "weights"]
