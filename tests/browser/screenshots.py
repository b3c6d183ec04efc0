"""A picture of every type of page of a running public app, at 360 and 1280 px.

    script/screenshots [ORIGIN] [FOLDER] [--only WORD] [--scheme dark] [--language en]

ORIGIN is http://localhost:8000 and FOLDER is screenshots/ unless given.
"""

import argparse
import re
import sys
from pathlib import Path

import django

from tests.browser.checking import NoBrowser, launched, page_of
from tests.browser.page_types import find_page_types

WIDTHS = (360, 1280)
# A picture of the whole page shows what a reader would see after scrolling to its end.
ALL_IMAGES = "document.querySelectorAll('img[loading=lazy]').forEach((image) => { image.loading = 'eager'; })"


def main() -> int:
    arguments = _arguments()
    django.setup()
    types = find_page_types(arguments.origin).addresses
    arguments.folder.mkdir(parents=True, exist_ok=True)
    prefix = f"/{arguments.language}" if arguments.language else ""
    with launched() as browser:
        for width in WIDTHS:
            with page_of(browser, width=width, scheme=arguments.scheme) as (page, _):
                for name, address in types.items():
                    if arguments.only in name:
                        page.goto(arguments.origin + prefix + address)
                        page.evaluate(ALL_IMAGES)
                        page.wait_for_load_state("networkidle")
                        file = f"{re.sub(r'[^a-z]+', '-', name).strip('-')}-{width}.png"
                        page.screenshot(path=arguments.folder / file, full_page=True)
                        print(file, prefix + address, flush=True)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("origin", nargs="?", default="http://localhost:8000")
    parser.add_argument("folder", nargs="?", default="screenshots", type=Path)
    parser.add_argument("--only", default="", metavar="WORD", help="only types whose name has this word")
    parser.add_argument("--scheme", default="light", choices=["light", "dark"])
    parser.add_argument("--language", default="", help="a language's prefix in the address, as en")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except NoBrowser as error:
        sys.exit(str(error))
