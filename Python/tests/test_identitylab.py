"""Compares what the module reads with the official libraries and with the program, on the runs of Scripts/test-python."""

import json
import os
import shutil
import tarfile
import tempfile
import unittest
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import safetensors.numpy

import identitylab as lab

OUT = Path(os.environ["IDENTITY_LAB_TEST_OUT"])


class RunsTest(unittest.TestCase):
    def setUp(self):
        self.runs = lab.runs(OUT)

    def test_agrees_with_runs_export(self):
        exported = pd.read_csv(OUT / "export.csv", index_col="runKey", dtype={"runKey": str})
        self.assertEqual(sorted(self.runs.index), sorted(exported.index))
        ours = self.runs.loc[exported.index]
        for here, there in [("depth", "depth"), ("stepsDone", "stepsDone"), ("seed", "seed"), ("finalLoss", "loss"),
                            ("testAccuracy", "testAccuracy"), ("learningRate", "learningRate")]:
            np.testing.assert_allclose(ours[here].astype(float), exported[there].astype(float), rtol=1e-12, err_msg=here)
        for name in ("state", "zone", "net"):
            self.assertEqual(words(ours[name]), words(exported[name]), name)
        self.assertEqual(set(ours.lab), {"reconstruction", "memorisation"})

    def test_sweep_is_in_the_plan_s_order_and_has_the_numbers_of_results_csv(self):
        sweep = lab.sweep(OUT, "depths")
        table = pd.read_csv(OUT / "sweeps/depths/results.csv", dtype={"runKey": str}).set_index("runKey")
        self.assertEqual(list(sweep.index), list(table.index))
        self.assertEqual(list(sweep.depth), [3, 1, 2])
        for column in ["finalLoss", "digits.a", "digits.absolute-b", "training.correlationWithIdentity"]:
            np.testing.assert_allclose(sweep[column].astype(float), table[column].astype(float), rtol=1e-12)
        self.assertEqual(words(sweep.zone), words(table.zone))

    def test_a_run_that_is_yet_to_be_made_has_its_settings_alone(self):
        with copied() as out:
            key = lab.sweep(out, "depths").index[1]
            unpack(out)
            shutil.rmtree(out / "runs" / key[:2] / key)
            row = lab.sweep(out, "depths").loc[key]
            self.assertEqual(row.depth, 1)
            self.assertTrue(pd.isna(row.state) and pd.isna(row.finalLoss))

    def test_damaged_files_are_said_and_taken_for_missing(self):
        with copied() as out:
            unpack(out)
            key = self.runs.index[0]
            (out / "runs" / key[:2] / key / "result.json").write_text("{\"runKey\":")
            with warnings.catch_warnings(record=True) as said:
                warnings.simplefilter("always")
                row = lab.runs(out).loc[key]
            self.assertIn("result.json", str(said[0].message))
            self.assertTrue(pd.isna(row.finalLoss) and pd.isna(row.state))

    def test_a_key_that_is_none_or_several_is_refused(self):
        for key in ("zz", ""):
            with self.assertRaises(LookupError):
                lab.folder(OUT, key)
        with self.assertRaises(FileNotFoundError):
            lab.runs(OUT / "nowhere")


class FilesTest(unittest.TestCase):
    def setUp(self):
        runs = lab.runs(OUT)
        self.net = lab.folder(OUT, runs[runs.architecture == "resnet-conv"].index[0])
        self.classifier = lab.folder(OUT, runs[runs.lab == "memorisation"].index[0])

    def test_all_runs_are_read_from_packs_alone(self):
        self.assertEqual(list((OUT / "runs").glob("*/*/config.json")), [], "the script packs all runs")

    def test_weights_are_those_of_the_official_reader(self):
        for run in (self.net, self.classifier):
            with tarfile.open(run.parent.parent / f"{run.name[:2]}.tar") as pack:
                data = pack.extractfile(f"{run.name[:2]}/{run.name}/model.safetensors").read()
            expected, found = safetensors.numpy.load(data), lab.weights(run)
            self.assertEqual(set(found), set(expected))
            for name, values in expected.items():
                np.testing.assert_array_equal(found[name], values)
                self.assertEqual(found[name].dtype, np.float32)

    def test_tensors_reads_what_the_official_writer_writes_and_refuses_the_rest(self):
        numbers = {"b": np.arange(6.0).reshape(2, 3), "a": np.zeros((0, 4), np.float32), "c": np.array(7, np.int64)}
        data = safetensors.numpy.save(numbers, {"some": "text"})
        found = lab.tensors(data)
        for name, values in numbers.items():
            np.testing.assert_array_equal(found[name], values)
        for damaged in (b"", data[:20], data[:-1], b"\xff" * 16):
            with self.assertRaises(ValueError):
                lab.tensors(damaged)

    def test_metrics_and_scores(self):
        course = lab.metrics(self.net)
        self.assertEqual(list(course.columns), ["loss", "gradient_norm", "learning_rate"])
        self.assertEqual((course.index[0], course.index[-1]), (0, lab.result(self.net)["steps"]))
        self.assertIn("test_accuracy", " ".join(lab.metrics(self.classifier).columns))
        scores = lab.evaluation(self.net)
        record = {score["probe"]: score for score in lab.result(self.net)["evaluation"]}
        self.assertEqual(list(scores.index), list(record))
        self.assertEqual(scores.loc["digits", "a"], record["digits"]["decomposition"]["a"])
        self.assertEqual(scores.loc["digits", "count"], 20)
        self.assertEqual(list(lab.similarity(self.net).index), [score["rho"] for score in lab.result(self.net)["similarity"]])
        with self.assertRaises(LookupError):
            lab.evaluation(self.classifier)

    def test_config_is_the_file(self):
        self.assertEqual(lab.config(self.net)["architecture"], "resnet-conv")
        self.assertEqual(lab.config(self.classifier)["lab"], "memorisation")
        with self.assertRaises(FileNotFoundError):
            lab.config(self.net.parent / "0123456789abcdef")

    def test_activations_are_in_the_net_s_order(self):
        layers = lab.activations(next(OUT.glob("figures/layers-*-builtin-2")))
        self.assertEqual(list(layers), ["input", "layer-1", "layer-2", "layer-3", "block-1", "layer-4", "layer-5", "block-2",
                                        "output"])
        np.testing.assert_allclose(layers["block-1"] - layers["layer-3"], np.maximum(layers["layer-1"], 0), atol=1e-5)
        self.assertEqual(layers["input"].shape, (1, 28, 28))
        with self.assertRaises(FileNotFoundError):
            lab.activations(OUT)


def words(column):
    """The words of a column, those that are missing alike."""
    return [None if pd.isna(word) else word for word in column]


class copied:
    """A copy of the output folder, to be damaged."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        return Path(shutil.copytree(OUT, Path(self.folder.name) / "out"))

    def __exit__(self, *error):
        self.folder.cleanup()


def unpack(out):
    """Takes all packs apart."""
    for pack in (out / "runs").glob("*.tar"):
        with tarfile.open(pack) as archive:
            archive.extractall(out / "runs")
        pack.unlink()


if __name__ == "__main__":
    unittest.main()
