"""Files on their way: each piece is sealed as it comes off the wire, and goes to the intake. Nothing plain is kept."""

import uuid
from dataclasses import dataclass

from django.core.files.uploadhandler import FileUploadHandler


@dataclass(frozen=True, kw_only=True)
class SealedFile:
    """What is left in the DMZ of an uploaded file. Travels in the form's encrypted state."""

    id: uuid.UUID
    name: str
    size: int  # bytes
    media_type: str  # as sniffed, not as the browser said
    sha256: str
    verdict: str = ""  # what the watch says: passed, held or refused, with its reason


class SealingUploadHandler(FileUploadHandler):
    """Django's upload handler for the public app; `request.FILES[...]` then is a SealedUpload with `.sealed`."""
