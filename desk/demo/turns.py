"""Whose turn it is: the district of each invented site. Some districts build much and some little, as in a real city,
and any first few sites are spread over the city all the same."""

from functools import cache

from .data import table


def district_and_visit(index: int) -> tuple[str, int]:
    """The district's code, and how many sites it has before this one. Depends on the index alone."""
    cycle = _cycle()
    rounds, place = divmod(index, len(cycle))
    district, earlier = cycle[place]
    return district, rounds * _shares()[district] + earlier


@cache
def _shares() -> dict[str, int]:
    return {district: place["share"] for district, place in table("places").items()}


@cache
def _cycle() -> list[tuple[str, int]]:
    """Every district as often as its share says, as far from its last turn as can be (smooth weighted round-robin)."""
    shares = _shares()
    total = sum(shares.values())
    due, earlier = dict.fromkeys(shares, 0), dict.fromkeys(shares, 0)
    turns = []
    for _turn in range(total):
        for district, share in shares.items():
            due[district] += share
        chosen = max(due, key=due.__getitem__)
        due[chosen] -= total
        turns.append((chosen, earlier[chosen]))
        earlier[chosen] += 1
    return turns
