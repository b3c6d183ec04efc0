from tests.internal.conftest import world  # noqa: F401  (who is at the desk)
