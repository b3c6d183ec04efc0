"""How numbers are told, so that nobody is found by reckoning: no small groups, and the others rounded."""

SMALLEST = 5  # persons
STEP = 5


def told(number: int) -> int | None:
    """The number as it may be published, rounded to a multiple of 5; None for fewer than 5.

    All numbers of a survey are told so, its totals too: what was left out cannot be had by subtracting.
    """
    return None if number < SMALLEST else (number + STEP // 2) // STEP * STEP
