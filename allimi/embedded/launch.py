"""`python -m allimi.embedded.launch ENVIRONMENT PIDFILE COMMAND …`: become COMMAND, knowing that alone.

The supervisor's own environment and configuration hold no secret; each child reads those of its side here.
"""

import os
import sys
from pathlib import Path

from allimi.embedded.environments import inherited_environment, read_environment
from allimi.embedded.orphans import remember_process


def main(arguments: list[str]) -> None:
    environment_file, pidfile, *command = arguments
    environment = {**inherited_environment(), **read_environment(Path(environment_file))}
    remember_process(Path(pidfile), os.getpid())
    os.execve(command[0], command, environment)  # noqa: S606  (no shell is the point)


if __name__ == "__main__":
    main(sys.argv[1:])
