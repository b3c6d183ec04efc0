"""A picture of every type of page of a running server's desks at 360 and 1280 px, and what is wrong with each.

    script/desk-pages [FOLDER] [--only WORD] [--as USER] [--in LANGUAGE] [--no-pictures]

Signs in as each of the demo's people at the desk that is theirs, follows the links there, and looks at what each finds
first. FOLDER is desk-pages/ unless given. The server is the one of ALLIMI_HOME, with demo data.
"""

import argparse
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from allimi.embedded.manage import enter_environment
from allimi.embedded.topology import Topology, topology_from
from tests.browser.checking import NoBrowser, faults_of, launched, page_of
from tests.browser.page_types import follow_links

WIDTHS = (360, 1280)
# No pages: files, and what a browser is only sent through. And fourteen kinds have the same lists and histories: one of
# them is enough to look at.
_NO_PAGES = re.compile(
    r"admin:(desk-(file|audit-csv|spreadsheet-download|autosave)|logout|jsi18n|autocomplete)|_recovery_codes"
    r"|admin:desk_(?!progress)\w+draft_(changelist|history|delete)"
)
# Where a form leads, and no link.
_BEHIND_FORMS = {"admin:desk-approve": "/admin/desk/approve/?everything=1"}


def main() -> int:
    arguments = _arguments()
    topology = topology_from(os.environ)
    enter_environment(topology, public=False)
    django.setup()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    seen: set[str] = set()
    faults = 0
    with launched() as browser:
        for username, password, desk in _people(topology):
            if arguments.person in (None, username):
                for fault in _looked_at(browser, username, password, desk, seen, arguments):
                    faults += 1
                    print("  ", fault, flush=True)
    print(f"{len(seen)} types of page at {len(WIDTHS)} widths: {faults} faults")
    return int(bool(faults))


def _people(topology: Topology) -> Iterator[tuple[str, str, str]]:
    """Each demo login with its password and the origin of its desk; first nobody, before the sign-in page."""
    from desk.demo.officials import DEMO_LOGINS

    yield "", "", topology.internal_origin
    for login in DEMO_LOGINS:
        yield (
            login.username,
            login.password,
            topology.reporters_origin if login.is_outside else topology.internal_origin,
        )


def _looked_at(
    browser: Any, username: str, password: str, origin: str, seen: set[str], arguments: argparse.Namespace
) -> Iterator[str]:
    with page_of(browser, width=WIDTHS[0]) as (page, errors):
        if username:
            page.goto(f"{origin}/admin/")
            page.locator("#id_login").fill(username)
            page.locator("#id_password").fill(password)
            page.locator("#id_password").press("Enter")
            page.wait_for_url(f"{origin}/admin/")
        for kind, address in _addresses(page, origin).items():
            # The first page is everybody's own.
            label = f"{kind} {username}" if kind == "admin:index" else kind
            if label in seen or arguments.only not in label:
                continue
            seen.add(label)
            address = f"{_prefix(arguments.language)}{address}"
            print(f"{label} {address} ({username or 'nobody'})", flush=True)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                for fault in faults_of(page, origin + address, errors):
                    yield f"{width} px: {fault}"
                if arguments.pictures:
                    page.wait_for_load_state("networkidle")
                    name = re.sub(r"[^a-z0-9]+", "-", label.removeprefix("admin:")).strip("-")
                    file = f"{name}-{arguments.language}-{width}.png"
                    page.screenshot(path=arguments.folder / file, full_page=True)


def _prefix(language: str) -> str:
    """What the addresses of that language begin with."""
    return "" if language == settings.LANGUAGE_CODE else f"/{language}"


def _addresses(page: Any, origin: str) -> dict[str, str]:
    def get(address: str) -> tuple[str, str]:
        answer = page.context.request.get(origin + address)
        return answer.headers.get("content-type", "").partition(";")[0], answer.text()

    found = follow_links("/admin/", get, below="/admin/", without=_NO_PAGES, reads=2).addresses
    open_to_me = {
        name: address for name, address in _BEHIND_FORMS.items() if page.context.request.get(origin + address).ok
    }
    return {**found, **open_to_me}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default="desk-pages", type=Path)
    parser.add_argument("--only", default="", metavar="WORD", help="only types whose name has this word")
    parser.add_argument("--as", dest="person", metavar="USER", help="only what this person finds")
    parser.add_argument("--in", dest="language", default="ko", metavar="LANGUAGE", help="ko unless given")
    parser.add_argument("--no-pictures", dest="pictures", action="store_false")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except NoBrowser as error:
        sys.exit(str(error))
