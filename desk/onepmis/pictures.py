"""Pictures that rows name, as files in the desk's store: fetched, checked, cleaned, and not twice."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from django.core.exceptions import ValidationError

from desk.files import store
from desk.models import FetchedPicture, Official

from .images import Answer, ImageError, ImageFetcher

_LONGEST_ADDRESS = 1000  # characters


class Pictures:
    """Fetches what `fetcher` may, and stores it as `by`."""

    def __init__(self, fetcher: ImageFetcher, *, by: Official) -> None:
        self.fetcher = fetcher
        self.by = by

    def stored(self, addresses: Iterable[str]) -> Iterator[tuple[str, str | Exception]]:
        """Each address with the digest of its stored file, or with why there is none (ImageError, ValidationError).

        A picture that its server calls unchanged, or whose bytes are the same as last time, is not cleaned again.
        """
        unique = list(dict.fromkeys(addresses))
        known = FetchedPicture.objects.in_bulk(unique)
        wanted = [(address, _last_answer(known.get(address))) for address in unique]
        for address, answer in self.fetcher.fetch_all(wanted):
            try:
                yield address, self._digest(address, answer, known.get(address))
            except (ImageError, ValidationError) as error:
                yield address, error

    def _digest(self, address: str, answer: Answer | ImageError, last: FetchedPicture | None) -> str:
        if isinstance(answer, ImageError):
            raise answer
        if answer.content is None and last is not None:
            return last.file_id
        content = answer.content or b""
        original = sha256(content).hexdigest()
        if last is not None and last.original_digest == original:
            digest = last.file_id
        else:
            digest = store(data=content, accepts=("image/jpeg",), by=self.by).pk
        self._note(address, answer, original, digest, last)
        return digest

    def _note(self, address: str, answer: Answer, original: str, digest: str, last: FetchedPicture | None) -> None:
        """Remember it for the next time; writes nothing where nothing is new."""
        if len(address) > _LONGEST_ADDRESS:
            return
        seen = (answer.etag, answer.last_modified, original, digest)
        if last is None or seen != (last.etag, last.last_modified, last.original_digest, last.file_id):
            FetchedPicture(
                address=address,
                etag=answer.etag,
                last_modified=answer.last_modified,
                original_digest=original,
                file_id=digest,
            ).save()


def _last_answer(last: FetchedPicture | None) -> Answer:
    return Answer(None, last.etag, last.last_modified) if last else Answer(None)
