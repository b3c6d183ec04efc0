"""The short form of `script/bench faults_voice`: nothing that got a receipt is lost, doubled or changed."""

import os
import shutil
import subprocess
import sys
import tempfile

from allimi.embedded.topology import ROOT


def test_what_got_a_receipt_survives_two_dozen_faults() -> None:
    # Short, because a Unix socket's path may have 107 bytes; and its own, since it kills clusters.
    home = tempfile.mkdtemp(prefix="allimi-")
    try:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "bench.faults_voice", "--number=60", "--faults=24"),
                *("--seconds=0.7", "--at-once=6", "--seed=5", "--patience=300"),
            ],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1", "ALLIMI_HOME": home},
            capture_output=True,
            text=True,
        )
    finally:
        shutil.rmtree(home, ignore_errors=True)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert "accepted=60" in done.stdout
