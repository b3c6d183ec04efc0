"""`python -m allimi.embedded`: see script/server."""

import sys

from allimi.embedded.server import main

sys.exit(main())
