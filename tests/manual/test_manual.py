"""The manuals say what stands on the screen: a button that is renamed or gone fails here, in each language."""

from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
from pytest_django import Settings

from allimi.embedded.running import Running
from complaints.verifying import proofs
from desk.manuals.book import FOLDER, LANGUAGES, MANUALS, PICTURES
from desk.models import Official
from tests.internal.personas import ANONYMOUS, World
from tests.manual.book import picture_name, pictures, steps
from tests.manual.controls import controls_of, stands_among
from tests.manual.places import NOBODY, OUTSIDE, PLACES, PRACTISED, SUPERVISOR, WHO, address_of
from tests.manual.scenes import desk_scene, reporters_scene
from tests.reporters.desk import make_field, page, visit

FORM = "application/x-www-form-urlencoded"
PHONE = "complaints.verifying.backends.phone.PhoneCode"
INSIDE = [manual for manual in MANUALS if manual not in OUTSIDE]


@pytest.fixture
def proven_by_phone(settings: Settings) -> Iterator[None]:
    """As the public app is set up; the pages of citizens are opened inside here."""
    settings.PROOFS = {"phone": {"backend": PHONE}}
    proofs.proofs.cache_clear()
    yield
    proofs.proofs.cache_clear()


@pytest.mark.parametrize("manual", MANUALS)
def test_every_step_says_on_which_page_it_is(manual: str) -> None:
    found = {language: list(steps(manual, language)) for language in LANGUAGES}
    for step in (step for each in found.values() for step in each):
        assert step.place in PLACES[manual] and step.names, f"{step}: {step.place or 'no page'}"
    # Both languages lead over the same pages, in the same order.
    assert [step.place for step in found["ko"]] == [step.place for step in found["en"]]


def test_what_is_named_stands_on_its_page(world: World, settings: Settings, proven_by_phone: None) -> None:
    scene = desk_scene(world)

    def html(manual: str, place: str, language: str) -> str:
        spec = PLACES[manual][place]
        settings.TRAINING = manual in PRACTISED
        client = world.client((WHO[manual] if spec.who is None else spec.who) or ANONYMOUS)
        address = address_of(spec, scene, language)
        if spec.pressed:
            client.post(address, spec.pressed)
        form = scene.forms.get(spec.sent)
        response = client.get(address) if form is None else client.post(address, urlencode(form), content_type=FORM)
        assert response.status_code == 200, f"{manual}: {place} answers {response.status_code}"
        return b"".join(response).decode()

    missing = [line for manual in INSIDE for language in LANGUAGES for line in _missing(manual, language, html)]
    assert missing == [], "\n".join(missing)


def test_what_is_named_stands_on_its_page_at_the_reporters_desk(live: Running) -> None:
    field = make_field()
    scene = reporters_scene(field)
    people: dict[str | None, Official | None] = {
        None: field.reporter,
        SUPERVISOR: field.supervisor,
        NOBODY: None,
    }
    answers: dict[tuple[str, str], str] = {}
    for who, official in people.items():
        asked = [
            (place, language)
            for place, spec in PLACES["reporter"].items()
            for language in LANGUAGES
            if spec.who == who and any(step.place == place for step in steps("reporter", language))
        ]
        addresses = [address_of(PLACES["reporter"][place], scene, language) for place, language in asked]
        told = visit(live, official, *(page(address) for address in addresses)).answers
        for (place, language), answer in zip(asked, told, strict=True):
            assert answer.status == 200, f"reporter: {place} answers {answer.status}"
            answers[place, language] = answer.text

    def html(manual: str, place: str, language: str) -> str:
        return answers[place, language]

    missing = [line for language in LANGUAGES for line in _missing("reporter", language, html)]
    assert missing == [], "\n".join(missing)


@pytest.mark.parametrize("manual", MANUALS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_are_those_that_the_command_makes(manual: str, language: str) -> None:
    made = {picture_name(manual, place, language) for place, spec in PLACES[manual].items() if spec.is_pictured}
    for words, file in pictures(manual, language):
        path = (FOLDER / language / file).resolve()
        assert path.parent == PICTURES and path.name in made, file
        assert path.is_file(), f"{file} is missing: run script/manual-pictures"
        assert words, f"{file} has no words for who cannot see it"
    shown = {file.rpartition("/")[2] for _words, file in pictures(manual, language)}
    assert made == shown


def _missing(manual: str, language: str, html: Callable[[str, str, str], str]) -> list[str]:
    """What a manual names and its page does not show."""
    seen: dict[str, set[str]] = {}
    found = []
    for step in steps(manual, language):
        if step.place not in seen:
            seen[step.place] = controls_of(html(manual, step.place, language))
        found += [
            f"{step}: [{name}] is not on the page “{step.place}”"
            for name in step.names
            if not stands_among(name, seen[step.place])
        ]
    return found
