"""Which action takes which message. Imported once, when the app is ready."""

from casework.arrivals import handles
from casework.models import Arrival
from complaints.petitions import Addition, Message, Petition, Rating, Renewal, Reopening

from . import actions


@handles(Petition.kind)
def petition(arrival: Arrival, message: Message) -> None:
    assert isinstance(message, Petition)  # noqa: S101  (the registry's key is its kind)
    actions.receive(petition=message, received_at=arrival.received_at, arrival=arrival)


@handles(Addition.kind)
def addition(arrival: Arrival, message: Message) -> None:
    assert isinstance(message, Addition)  # noqa: S101
    actions.take_addition(addition=message, received_at=arrival.received_at, arrival=arrival)


@handles(Rating.kind)
def rating(arrival: Arrival, message: Message) -> None:
    assert isinstance(message, Rating)  # noqa: S101
    actions.rate(rating=message, received_at=arrival.received_at)


@handles(Reopening.kind)
def reopening(arrival: Arrival, message: Message) -> None:
    assert isinstance(message, Reopening)  # noqa: S101
    actions.reopen(reopening=message, received_at=arrival.received_at, arrival=arrival)


@handles(Renewal.kind)
def renewal(arrival: Arrival, message: Message) -> None:
    """Where nobody of that name has a case there is nothing to seal; the page said so beforehand."""
    assert isinstance(message, Renewal)  # noqa: S101
    actions.renew_receipt(renewal=message, received_at=arrival.received_at)
