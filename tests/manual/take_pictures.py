"""Makes the pictures of the manuals anew, in docs/manual/pictures/: the same names each time.

    script/manual-pictures [--only WORD]

From the server that runs in ALLIMI_HOME, with demo data; where none runs, it starts one of its own and ends it.
"""

import argparse
import io
import os
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

import django
from PIL import Image

from allimi.embedded.errors import EmbeddedError
from allimi.embedded.manage import enter_environment
from allimi.embedded.topology import Topology
from desk.manuals.book import LANGUAGES, PICTURES
from tests.browser.checking import NoBrowser, launched
from tests.manual.book import picture_name
from tests.manual.demo import NoServer, demo_scene, demo_server, training_desk
from tests.manual.places import NOBODY, OUTSIDE, PLACES, PRACTISED, WHO, address_of

# Citizens and field managers hold a phone; officials sit before a screen.
SIZES = {"citizen": (412, 780), "reporter": (412, 780)}
DESK_SIZE = (1120, 760)
QUALITY = 78  # of WebP: sharp letters at some 30 KB a picture


class Shot(NamedTuple):
    """One picture: whose screen, which page, into which file."""

    who: str
    origin: str
    address: str
    size: tuple[int, int]
    file: str


def main() -> int:
    arguments = _arguments()
    with demo_server(os.environ) as topology, training_desk(topology) as practising:
        enter_environment(topology, public=False)
        django.setup()
        # Before the browser: its event loop forbids Django the database.
        shots = [shot for shot in _shots(topology, practising) if arguments.only in shot.file]
        passwords = _passwords()
        PICTURES.mkdir(parents=True, exist_ok=True)
        with launched() as browser:
            for who, origin in sorted({(shot.who, shot.origin) for shot in shots}):
                own = [shot for shot in shots if (shot.who, shot.origin) == (who, origin)]
                _take(browser, own, who, passwords)
    print(f"{len(shots)} pictures in {PICTURES}")
    return 0


def _shots(topology: Topology, practising: str) -> Iterator[Shot]:
    """All pictures; `practising` is where the training's pages are."""
    scene = demo_scene()
    for manual, places in PLACES.items():
        origin = topology.reporters_origin if manual in OUTSIDE else topology.internal_origin
        if WHO[manual] == NOBODY:
            origin = topology.public_origin
        elif manual in PRACTISED:
            origin = practising
        for name, place in places.items():
            if place.is_pictured:
                for language in LANGUAGES:
                    yield Shot(
                        WHO[manual] if place.who is None else place.who,
                        origin,
                        address_of(place, scene, language),
                        SIZES.get(manual, DESK_SIZE),
                        picture_name(manual, name, language),
                    )


def _passwords() -> dict[str, str]:
    """By the role's name, which is the name of the first demo login with that role."""
    from desk.demo.officials import DEMO_LOGINS

    return {login.username: login.password for login in DEMO_LOGINS}


def _take(browser: Any, shots: list[Shot], who: str, passwords: dict[str, str]) -> None:
    page = browser.new_context().new_page()
    if who != NOBODY:
        page.goto(f"{shots[0].origin}/admin/login/")
        page.locator("#id_login").fill(who)
        page.locator("#id_password").fill(passwords[who])
        page.locator("#id_password").press("Enter")
        page.wait_for_url(f"{shots[0].origin}/admin/")
    for shot in shots:
        width, height = shot.size
        page.set_viewport_size({"width": width, "height": height})
        answer = page.goto(shot.origin + shot.address)
        if answer is None or answer.status != 200:
            raise NoServer(f"{shot.address} answers {answer.status if answer else 'nothing'} to {who or 'a citizen'}.")
        page.wait_for_load_state("networkidle")
        with Image.open(io.BytesIO(page.screenshot())) as picture:
            picture.convert("RGB").save(PICTURES / shot.file, "WEBP", quality=QUALITY, method=6)
        print(shot.file, shot.address, flush=True)
    page.context.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="WORD", help="only pictures whose file has this word")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (NoBrowser, NoServer, EmbeddedError) as error:
        sys.exit(f"script/manual-pictures: {error}")
