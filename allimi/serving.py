"""gunicorn's settings of the public app (`--config python:allimi.serving`).

What is loaded here is made in the master, before it forks: its workers share it.
"""

from complaints.verifying import daily_key

__all__ = ["daily_key"]
