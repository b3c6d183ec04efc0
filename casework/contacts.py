"""Who wrote, encrypted with authentication and bound to the case; and a keyed digest that is equal for one person."""

import datetime
import hmac
import json
from dataclasses import asdict, dataclass
from hashlib import sha256

from nacl.exceptions import CryptoError
from nacl.secret import Aead

from casework.contact_keys import keys_for
from casework.models import Case
from casework.words import proof_words
from complaints.petitions import Notice, Writer


class Unreadable(Exception):
    """No key of ours opens it: the key that did is no longer among ALLIMI_CONTACT_KEYS."""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """What is known of a citizen, and how he or she wants to be told."""

    name: str = ""
    phone: str = ""
    email: str = ""
    method: str = "none"  # how it was verified who it is
    subject: str = ""  # the provider's stable name of the person, or the phone number
    verified_at: datetime.datetime | None = None
    notify: tuple[tuple[str, str], ...] = ()  # channel, address

    @property
    def proof_words(self) -> str:
        return proof_words(self.method)

    @classmethod
    def of(cls, writer: Writer, notify: tuple[Notice, ...]) -> "Contact":
        return cls(
            name=writer.name,
            phone=writer.phone,
            email=writer.email,
            method=writer.method,
            subject=writer.subject,
            verified_at=writer.verified_at,
            notify=tuple((each.channel, each.to) for each in notify if each.to),
        )


def seal(contact: Contact, case: Case) -> bytes:
    """Encrypted with the newest key, and readable as this case's alone."""
    content = json.dumps({**asdict(contact), "verified_at": _text(contact.verified_at)}, ensure_ascii=False)
    return bytes(Aead(next(keys_for(b"contact"))).encrypt(content.encode(), _bound_to(case)))


def unseal(sealed: bytes, case: Case) -> Contact:
    """Raises Unreadable."""
    for key in keys_for(b"contact"):
        try:
            content = json.loads(Aead(key).decrypt(sealed, _bound_to(case)))
        except CryptoError:
            continue
        at = content.pop("verified_at")
        notify = tuple((channel, to) for channel, to in content.pop("notify"))
        return Contact(verified_at=datetime.datetime.fromisoformat(at) if at else None, notify=notify, **content)
    raise Unreadable(case.number)


def person_index(writer: Writer) -> str:
    """Under the newest key; empty where nobody was verified."""
    return index_of(writer.method, writer.subject)


def index_of(method: str, subject: str) -> str:
    """The same of a contact."""
    return next(iter(_indexes(method, subject)), "")


def person_indexes(writer: Writer) -> list[str]:
    """Under each key, so that the same person is found while one key takes over from another."""
    return _indexes(writer.method, writer.subject)


def _indexes(method: str, subject: str) -> list[str]:
    if method == "none" or not subject:
        return []
    named = f"{method}:{_digits(subject) if method == 'phone' else subject}"
    return [hmac.new(key, named.encode(), sha256).hexdigest() for key in keys_for(b"person")]


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))


def _bound_to(case: Case) -> bytes:
    return f"case:{case.number}".encode()


def _text(moment: datetime.datetime | None) -> str:
    return moment.isoformat() if moment else ""
