"""What can go wrong around the local clusters, in words that say what to do."""


class EmbeddedError(Exception):
    """Shown to the person who ran the command, without a traceback."""
