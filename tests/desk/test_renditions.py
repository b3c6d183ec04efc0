"""Pictures come in the sizes of screens and the formats of browsers, as free of metadata as the whole."""

import io

import pytest
from PIL import Image

from desk.files import clean_image, store
from desk.models import StoredFile, StoredRendition
from disclosures.models import ImageFormat
from tests.desk.test_files import SECRETS, opened, phone_photo
from tests.factories import make_official


def test_each_format_in_each_size_and_smaller_than_the_whole() -> None:
    cleaned = clean_image(phone_photo(size=(2400, 1800)))
    assert {(each.image_format, each.width, each.height) for each in cleaned.renditions} == {
        (image_format, width, height)
        for image_format in ImageFormat.values
        for width, height in ((320, 240), (640, 480), (1280, 960))
    }
    for rendition in cleaned.renditions:
        picture = opened(rendition.content)
        assert (picture.format, picture.size) == (rendition.image_format.upper(), (rendition.width, rendition.height))


def test_no_size_carries_metadata() -> None:
    for rendition in clean_image(phone_photo(orientation=6)).renditions:
        assert not opened(rendition.content).getexif()
        assert rendition.height > rendition.width  # upright, though the phone lay on its side
        assert not [secret for secret in SECRETS if secret in rendition.content]


def test_a_small_picture_is_never_made_larger() -> None:
    assert {each.width for each in clean_image(_png(500, 300)).renditions} == {320, 500}
    assert {each.width for each in clean_image(_png(200, 100)).renditions} == {200}


def test_new_formats_are_smaller() -> None:
    noisy = Image.effect_noise((100, 75), 60).resize((1600, 1200), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    noisy.convert("RGB").save(out, "PNG")
    size = {
        each.image_format: len(each.content) for each in clean_image(out.getvalue()).renditions if each.width == 1280
    }
    assert max(size[ImageFormat.AVIF], size[ImageFormat.WEBP]) < size[ImageFormat.JPEG]


@pytest.mark.django_db
def test_store_keeps_each_size_once_and_lets_it_go_with_the_file() -> None:
    by, photo = make_official(), phone_photo()
    stored = store(data=photo, accepts=("image/jpeg",), by=by)
    assert store(data=photo, accepts=("image/jpeg",), by=by) == stored
    assert stored.renditions.count() == 9
    StoredFile.objects.filter(pk=stored.pk).delete()
    assert not StoredRendition.objects.filter(file_id=stored.pk).exists()


def _png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "PNG")
    return out.getvalue()
