"""What apps above the desk add to the demo. They register in their `AppConfig.ready`."""

import datetime
from collections.abc import Callable

# Loads what is missing of an app's demo for that day, and says in a line what that was.
Loader = Callable[[datetime.date], str]

_LOADERS: list[Loader] = []


def add_to_demo(loader: Loader) -> None:
    """Call it behind the desk's own demo."""
    _LOADERS.append(loader)


def load_more(today: datetime.date) -> list[str]:
    """What each of them has to say."""
    return [loader(today) for loader in _LOADERS]
