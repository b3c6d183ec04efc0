#!/usr/bin/env python
"""Django's command line. DJANGO_SETTINGS_MODULE chooses the side and has no default."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    if "DJANGO_SETTINGS_MODULE" not in os.environ:
        sys.exit(
            "DJANGO_SETTINGS_MODULE is not set. Use script/manage, or choose a side:\n"
            "  DJANGO_SETTINGS_MODULE=allimi.settings.internal   (inside, writes to the primary)\n"
            "  DJANGO_SETTINGS_MODULE=allimi.settings.public     (DMZ, reads the replica)"
        )
    execute_from_command_line(sys.argv)
