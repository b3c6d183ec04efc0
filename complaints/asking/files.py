"""Files that go with the words: sealed while they are uploaded; the form keeps where they went, and what was said."""

import uuid
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadhandler import SkipFile
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.petitions import FileRef
from complaints.screening.files import FileState, FileVerdict
from complaints.sealing.intake import IntakeUnavailable
from complaints.sealing.uploads import REQUEST_BYTES, SealedFile, SealedUpload, SealingUploadHandler

from . import state
from .journey import MINUTES, Journey

MOST_FILES = 5
# The collector keeps what is never submitted for a day (casework.collecting.fetching); a form lives for an hour.
UNSUBMITTED_HOURS = timedelta(hours=22)
_PASS = "upload"  # noqa: S105 - a purpose, no password


@dataclass(frozen=True)
class Told:
    """What became of a file, in words."""

    name: str
    words: str
    is_refused: bool


class ForgivingUploadHandler(SealingUploadHandler):
    """What goes wrong with a file is told of that file: the form around it, with all that was typed, is read on."""

    is_too_long = False
    is_lost = False

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any) -> None:  # noqa: N803
        self.is_too_long = content_length > REQUEST_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.is_lost = False
        if self.is_too_long:
            raise SkipFile
        try:
            super().new_file(*args, **kwargs)
        except IntakeUnavailable:
            self.is_lost = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            if not self.is_lost:
                super().receive_data_chunk(raw_data, start)
        except IntakeUnavailable:
            self.is_lost = True

    def file_complete(self, file_size: int) -> SealedUpload | None:
        try:
            if not self.is_lost:
                return super().file_complete(file_size)
        except IntakeUnavailable:
            pass
        self._end_watch()
        name = self.file_name or ""
        words = _("It could not be stored just now. Choose it once more.")
        nothing = SealedFile(id=uuid.uuid4(), name=name, size=file_size, media_type="", sha256="")
        return SealedUpload(nothing, FileVerdict(FileState.REFUSED, "", file_size, "not-stored", words))


def upload_pass() -> str:
    """Stands in the address of the form with files: whoever has none is refused before a byte of a file is read."""
    return state.encrypt({}, purpose=_PASS, minutes=MINUTES)


def may_upload(request: HttpRequest) -> bool:
    """Whether the form may be read: one with files needs a pass. Sets up the handler, so nothing may be read before."""
    if request.content_type != "multipart/form-data":
        return True
    try:
        state.decrypt(request.GET.get("pass", ""), purpose=_PASS)
    except state.Expired:
        pass  # the form in it has run out as well, and is told so
    except state.Forged:
        return False
    request.upload_handlers = [ForgivingUploadHandler(request)]
    return True


def take_files(request: HttpRequest, journey: Journey) -> list[Told]:
    """Keeps what was uploaded with this form and says what became of each."""
    told = []
    if any(getattr(handler, "is_too_long", False) for handler in request.upload_handlers):
        told.append(Told("", _("Together these files are too large. Send fewer, or smaller ones."), True))
    for upload in request.FILES.getlist("files"):
        if isinstance(upload, SealedUpload):
            told.append(_taken(upload, journey))
    return told


def _taken(upload: SealedUpload, journey: Journey) -> Told:
    verdict, name = upload.verdict, upload.sealed.name
    if verdict.state == FileState.REFUSED:
        return Told(name, verdict.words, True)
    if len(journey.files) >= MOST_FILES:
        return Told(name, _("Five files are the most. Remove another one first."), True)
    kept = {"id": str(upload.sealed.id), "at": timezone.now().timestamp(), "told": verdict.words}
    journey.files.append({**asdict(upload.sealed), **kept})
    journey.sending = {}
    return Told(name, verdict.words or _("Taken."), False)


def drop_old_files(journey: Journey) -> bool:
    """Forgets files whose pieces may be gone before the form is sent. Returns whether there were any."""
    oldest = timezone.now() - UNSUBMITTED_HOURS
    left = [each for each in journey.files if each["at"] > oldest.timestamp()]
    are_lost = len(left) != len(journey.files)
    journey.files = left
    if are_lost:
        journey.sending = {}
    return are_lost


def remove_file(journey: Journey, file: str) -> None:
    """Forgets it. Its sealed pieces go with everything that is never submitted."""
    left = [each for each in journey.files if each["id"] != file]
    if len(left) != len(journey.files):
        journey.files, journey.sending = left, {}


def sealed_files(journey: Journey) -> list[SealedFile]:
    """What goes with the submission."""
    wanted = SealedFile.__dataclass_fields__
    values = ({name: each[name] for name in wanted} for each in journey.files)
    return [SealedFile(**{**each, "id": uuid.UUID(each["id"])}) for each in values]


def references(files: list[SealedFile]) -> tuple[FileRef, ...]:
    """How the message names them."""
    return tuple(
        FileRef(
            id=each.id,
            name=each.name,
            size=each.size,
            media_type=each.media_type,
            sha256=each.sha256,
            verdict=each.verdict,
        )
        for each in files
    )
