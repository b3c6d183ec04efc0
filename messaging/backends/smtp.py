import re
import smtplib
from email.errors import HeaderParseError
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.validators import validate_email

from messaging.message import Message
from messaging.outcome import Outcome, State

_STATUS = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}(?=\s|$)")  # RFC 3463, in front of what a server says
_SERVER_ERROR = 500  # from here on SMTP's answers are for good, below it they pass (RFC 5321, 4.2.1)


class Backend:
    """E-mail by Django's own connection (EMAIL_HOST and the like).

    The Message-ID is made of the message's id: where one is sent twice, mail programs see that it is the same.
    `bounces` is the address to which servers write what they cannot deliver, the envelope's sender; without it they
    write to `sender`.
    """

    def __init__(self, *, sender: str = "", bounces: str = "", timeout: str = "20") -> None:
        self._sender, self._bounces = sender, bounces
        self._seconds = float(timeout)

    def send(self, message: Message) -> Outcome:
        try:
            validate_email(message.to)
            mail = self._compose(message)
            mail.message()
        except (ValidationError, ValueError, HeaderParseError) as error:
            return Outcome(state=State.PERMANENT, reason=type(error).__name__)
        connection = get_connection(timeout=self._seconds)
        try:
            connection.open()
        except OSError as error:  # what smtplib raises, too: nothing was handed over yet
            return Outcome(state=State.TEMPORARY, reason=_words(error))
        mail.connection = connection
        try:
            mail.send()
        except OSError as error:
            return Outcome(state=_state(error), reason=_words(error))
        finally:
            _close(connection)
        return Outcome(state=State.ACCEPTED, reference=mail.extra_headers["Message-ID"], is_last_word=True)

    def look_up(self, message: Message, reference: str = "") -> Outcome:
        """A mail server cannot be asked afterwards; what it took it delivers, or writes to the sender."""
        return Outcome(state=State.ACCEPTED if reference else State.UNKNOWN, reference=reference, is_last_word=True)

    def _compose(self, message: Message) -> EmailMultiAlternatives:
        mail = EmailMultiAlternatives(message.subject, message.text, self._sender or None, [message.to])
        if message.html:
            mail.attach_alternative(message.html, "text/html")
        domain = parseaddr(mail.from_email)[1].rpartition("@")[2] or "localhost"
        mail.extra_headers = {
            "Message-ID": f"<{message.id}@{domain}>",
            "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday notice is to answer it
            "Content-Language": message.language,
            **message.headers,
        }
        if self._bounces:
            # Django takes from_email for the envelope, and the header where one is given.
            mail.extra_headers["From"], mail.from_email = mail.from_email, self._bounces
        return mail


def _state(error: OSError) -> State:
    """What an error after the connection stood says. A line that broke meanwhile says nothing."""
    codes = []
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
    elif isinstance(error, smtplib.SMTPResponseException):
        codes = [error.smtp_code]
    if not codes or min(codes) < 0:
        return State.UNKNOWN
    return State.PERMANENT if min(codes) >= _SERVER_ERROR else State.TEMPORARY


def _words(error: OSError) -> str:
    """The kind of error, its code and its status. Not its text: servers repeat the address in it."""
    code, said = getattr(error, "smtp_code", ""), getattr(error, "smtp_error", b"")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    status = _STATUS.match(said) if isinstance(said, bytes) else None
    return f"{type(error).__name__} {code} {status[0].decode() if status else ''}".strip()


def _close(connection: object) -> None:
    try:
        connection.close()  # type: ignore[attr-defined]
    except OSError:
        return  # the server hung up first; what was sent is sent
