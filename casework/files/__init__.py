"""Files that citizens sent: scanned and written anew before an official may open one."""

from .checking import check, check_waiting, look_again

__all__ = ["check", "check_waiting", "look_again"]
