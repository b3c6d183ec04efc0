"""Seeds of codes are kept encrypted: who reads the database, or a backup of it, cannot make codes."""

import base64
import logging
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

logger = logging.getLogger(__name__)


def encrypt(text: str) -> str:
    return _cipher().encrypt(text.encode()).decode()


def decrypt(encrypted: str) -> str:
    """The text; where the secret key is another by now, a random seed, by which no code is ever right."""
    try:
        return _cipher().decrypt(encrypted.encode()).decode()
    except InvalidToken:
        logger.error("A seed was stored under a secret key that ALLIMI_SECRET_KEY_FALLBACKS does not name.")
        return base64.b32encode(secrets.token_bytes(20)).decode()


def _cipher() -> MultiFernet:
    """By the app's secret key; with the former ones in SECRET_KEY_FALLBACKS, so that it can be changed."""
    return MultiFernet([Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"desk.signing_in.secrets").derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
