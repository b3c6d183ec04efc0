"""The tokens in links of messages to followers: made and judged inside (followers.tokens), passed on here.

Nothing here can tell a true token from one that was made up; whatever looks like one travels inside, sealed.
"""

import re
from enum import StrEnum

# 16 bytes that name it and 16 that vouch for it, in URL-safe base64.
SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")


class Word(StrEnum):
    """What somebody says by a link. The token of one word is none for another."""

    YES = "yes"
    STOP = "stop"  # this one
    STOP_ALL = "stop-all"  # everything that goes to this address
