"""`wall status` for a person: plain lines, nothing that a screen reader would trip over."""

from collections.abc import Iterator

from .status import SIDES, Slot, Status

MEGABYTE = 1024 * 1024


def lines(found: Status) -> Iterator[str]:
    """The whole report, line by line."""
    width = max(map(len, found.tables), default=5)
    yield f"{'table':<{width}}" + "".join(f"{side:>12}" for side in SIDES)
    for table, counts in found.tables.items():
        yield f"{table:<{width}}" + "".join(f"{_number(counts.get(side)):>12}" for side in SIDES)
    yield ""
    for side, clock in found.clock.items():
        age, sequence = clock["age_seconds"], clock["sequence"]
        told = "never beaten" if age is None else f"{age:.1f} s old, ledger entry {sequence}"
        yield f"clock on {side}: {told}"
    for stream in found.streams:
        lag = stream["replay_lag_seconds"]
        told = "no lag" if lag is None else f"{1000 * lag:.0f} ms behind"
        yield f"stream to {stream['name']} by {stream['role']}: {stream['state']}, {told}"
    for slot in found.slots:
        yield _slot(slot)
    for warning in found.warnings:
        yield f"WARNING {warning}"
    for fault in found.broken:
        yield f"BROKEN {fault}"


def _number(count: int | None) -> str:
    return "?" if count is None else f"{count:,}"


def _slot(slot: Slot) -> str:
    held = f"{slot.retained_bytes / MEGABYTE:.1f} MB held back"
    if slot.percent is not None and slot.limit_bytes:
        held += f", {slot.percent:.0f} % of {slot.limit_bytes / MEGABYTE:,.0f} MB"
    return f"slot {slot.name} on {slot.cluster}: {'read' if slot.active else 'not read'}, {slot.wal_status}, {held}"
