"""A real clamd for tests, with one signature of its own: EICAR's. (No test asks the network for others.)"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from complaints.screening.clamd import ScanState, scan

CLAMD = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
# In two parts, so that no scanner takes this file for the virus that it only names.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()
_SETTINGS = Path(__file__).parents[2] / "deploy" / "clamav" / "clamd.conf"
_START_SECONDS = 60


@contextmanager
def running_clamd() -> Iterator[str]:
    """A clamd with the settings of deploy/, and the path of its socket."""
    assert CLAMD is not None
    # A socket's path may have about a hundred characters; pytest's folders are longer.
    with tempfile.TemporaryDirectory(prefix="clamd-") as folder:
        home = Path(folder)
        (home / "signatures").mkdir()
        (home / "signatures" / "eicar.ndb").write_text(f"Eicar-Test-Signature:0:*:{EICAR.hex()}\n")
        address = str(home / "clamd.sock")
        own = f"\nLocalSocket {address}\nDatabaseDirectory {home / 'signatures'}\nTemporaryDirectory {home}\n"
        (home / "clamd.conf").write_text(_SETTINGS.read_text() + own)
        log = home / "log"
        with log.open("wb") as output:
            process = subprocess.Popen([CLAMD, "-c", str(home / "clamd.conf")], stdout=output, stderr=output)
        try:
            _wait_for(address, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while scan(b"ready?", address).state is not ScanState.CLEAN:
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(f"clamd did not start: {log.read_text(errors='replace')}")
        time.sleep(0.05)
