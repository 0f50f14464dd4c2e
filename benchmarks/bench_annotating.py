"""Measure how long saving takes with thirty coders at once, whether a killed kernel loses labels, and agreement.

    python benchmarks/bench_annotating.py --seconds 120 --kills 100

Thirty coders save a label a second each, every one in a process of her own; then kernels are killed (kill -9) at
random moments while labels are set through the annotator, as a browser does it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import pandas as pd
from jupyter_client import KernelManager

from helpers import tables
from helpers.annotating import LabelFile, agreement, read_labels

CODERS = 30
IN_THE_KERNEL = """
import os, pandas as pd
from helpers import annotating, tables
reports = tables.conform("reports", [{"report_id": "r%d" % k, "text": "Two died."} for k in range(5000)])
annotator = annotating.Annotator(reports, "ana", folder=FOLDER)
annotator.model_id
"""


def code_for(seconds: int, folder: Path, name: str, results: multiprocessing.Queue) -> None:
    """Save a label a second, at a phase of one's own, and report how long each took (seconds)."""
    file, times = LabelFile(name, folder), []
    start = time.monotonic() + random.Random(name).random()
    for k in range(seconds):
        time.sleep(max(0.0, start + k - time.monotonic()))
        before = time.perf_counter()
        file.types(f"r{k}", 0, ["bombing"], comment="as a coder writes it")
        times.append(time.perf_counter() - before)
    results.put((name, times))


def thirty_coders(seconds: int) -> None:
    """Run thirty coders and print the times to save, and how many labels were lost or doubled."""
    context = multiprocessing.get_context("fork")  # thirty imports of pandas would be what is measured
    results = context.Queue()
    with tempfile.TemporaryDirectory() as folder:
        names = [f"coder{k:02d}" for k in range(CODERS)]
        coders = [context.Process(target=code_for, args=(seconds, Path(folder), n, results)) for n in names]
        for coder in coders:
            coder.start()
        times = [t for _ in names for t in results.get()[1]]
        for coder in coders:
            coder.join()
        labels = read_labels(folder)
    lines = labels.groupby(["coder", "report_id"]).size()
    milliseconds = np.quantile(times, [0.5, 0.99, 1]) * 1000
    print(f"saves of {CODERS} coders in {seconds} s: {len(times)}")
    print("time to save, ms: median {:.2f} · 99th percentile {:.2f} · maximum {:.2f}".format(*milliseconds))
    print(f"lost: {CODERS * seconds - len(lines)} · doubled: {int((lines > 1).sum())}")


def killed_kernels(kills: int) -> None:
    """Kill kernels while labels are set, and print how many labels that were shown as saved are gone."""
    rng, said, lost, torn = random.Random(0), 0, 0, 0
    for _ in range(kills):
        with tempfile.TemporaryDirectory() as folder:
            saved = label_until_killed(folder, after=rng.uniform(0.02, 1.0))
            file = LabelFile("ana", folder)
            kept = {line["report_id"] for line in file.lines}
            said, lost, torn = said + len(saved), lost + len(saved - kept), torn + bool(file.messages)
    print(f"kernels killed: {kills} · labels shown as saved: {said} · lost: {lost} · torn lines mended: {torn}")


def label_until_killed(folder: str, after: float) -> set[str]:
    """Set labels through the annotator of a new kernel until it is killed; give what was answered as saved."""
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    comm = model_id(client, IN_THE_KERNEL.replace("FOLDER", repr(folder)))
    # SIGKILL to the process itself: the manager would ask the kernel to shut down first
    timer = threading.Timer(after, manager.provisioner.process.kill)
    timer.start()
    saved = set()
    for k in range(5000):
        content = {"do": "types", "unit": k, "types": ["bombing"], "n": k}
        message = {"comm_id": comm, "data": {"method": "custom", "content": content}}
        client.shell_channel.send(client.session.msg("comm_msg", message))
        if not answered(client, k):
            break
        saved.add(f"r{k}")
    timer.join()
    client.stop_channels()
    manager.cleanup_resources()
    return saved


def model_id(client, code: str) -> str:
    """Run code and give the text of its last value, without its quotes."""
    found = []
    client.execute_interactive(code, timeout=60, output_hook=lambda m: found.append(m["content"]))
    return next(c["data"]["text/plain"] for c in found if "text/plain" in c.get("data", {})).strip("'")


def answered(client, number: int) -> bool:
    """Wait until the kernel says that a decision is saved; False when nothing comes any more."""
    while True:
        try:
            message = client.get_iopub_msg(timeout=1.5)
        except Exception:  # queue.Empty, or the channel of a dead kernel
            return False
        content = message["content"].get("data", {}).get("content", {})
        if message["msg_type"] == "comm_msg" and content.get("n") == number:
            return content["reply"] == "saved"


def agreement_of(reports: int) -> None:
    """Print how long agreement of three coders takes, with intervals."""
    rng = np.random.default_rng(0)
    names = np.array(tables.INCIDENT_TYPES)
    levels = [[f"r{k}" for k in range(reports)], range(10), ["ana", "bo", "cy"]]
    units = pd.MultiIndex.from_product(levels, names=["report_id", "sentence_id", "coder"])
    truth = np.repeat(rng.integers(0, len(names), len(units) // 3), 3)
    given = np.where(rng.random(len(units)) < 0.8, truth, rng.integers(0, len(names), len(units)))
    labels = tables.conform("labels", units.to_frame(index=False).assign(incident_type=names[given]))
    before = time.perf_counter()
    agreement(labels)
    print(f"agreement of {len(labels)} labels, 1,000 resamples: {time.perf_counter() - before:.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--kills", type=int, default=10)
    given = parser.parse_args()
    agreement_of(reports=400)
    killed_kernels(given.kills)
    thirty_coders(given.seconds)


if __name__ == "__main__":
    main()
