class WallError(Exception):
    """Something stops the wall from being set up, moved or read; the message says what to do."""
