"""Every type of page of a running public app, in each language, at three widths, with and without JavaScript: is it
accessible, does it fit, is it valid, is it light?

    script/check-pages [ORIGIN] [--only WORD] [--vnu JAR]

ORIGIN is http://localhost:8000 unless given. With Java, the Nu HTML checker (npm package vnu-jar 26.9.27) reads all
pages too: --vnu names its vnu.jar; without one it is left out, and the last line says so.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import django
from django.conf import settings

from tests.browser.checking import WIDTHS, NoBrowser, faults_of, html_faults_of, launched, nu_faults_of, page_of
from tests.browser.page_types import find_page_types


def main() -> int:
    arguments = _arguments()
    django.setup()
    types = find_page_types(arguments.origin)
    addresses = {name: address for name, address in types.addresses.items() if arguments.only in name}
    began = time.monotonic()
    with launched() as browser:
        faults = _in_browser(browser, arguments.origin, addresses)
    faults += _as_html(arguments.origin, addresses, arguments.vnu)
    for fault in faults:
        print(fault)
    views = len(addresses) * len(_languages()) * len(WIDTHS) * 2
    print(f"{len(addresses)} types of page, {views} views, {time.monotonic() - began:.0f} s: {len(faults)} faults")
    if types.missing:
        print("no link led to:", ", ".join(types.missing))
    if arguments.vnu is None:
        print("the Nu HTML checker was left out: give its jar by --vnu")
    return int(bool(faults))


def _in_browser(browser: Any, origin: str, addresses: dict[str, str]) -> list[str]:
    found: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], str] = {}
    for javascript in (True, False):
        with page_of(browser, width=WIDTHS[0]) as (page, errors):
            for name, address in _everywhere(addresses):
                faults = faults_of(
                    page, origin + address, errors, widths=WIDTHS, javascript=javascript, is_weighed=True
                )
                for fault, width in faults.items():
                    found[name, fault] += 1
                    first.setdefault((name, fault), f"{address} {width}{'' if javascript else ', no JavaScript'}")
        print(f"JavaScript {'on' if javascript else 'off'}: {len(_everywhere(addresses))} pages seen", flush=True)
    return [f"{name}: {fault} ({first[name, fault]}; {times}×)" for (name, fault), times in found.items()]


def _as_html(origin: str, addresses: dict[str, str], vnu: Path | None) -> list[str]:
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, address) in enumerate(_everywhere(addresses)):
            html = _get(origin + address)
            faults += [f"{name}: {fault} ({address})" for fault in html_faults_of(html)]
            Path(folder, f"{number}-{name.replace(':', '-').replace(' ', '-')}.html").write_text(html, encoding="utf-8")
        if vnu is not None:
            faults += nu_faults_of(vnu, Path(folder))
    return faults


def _languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def _everywhere(addresses: dict[str, str]) -> list[tuple[str, str]]:
    prefixes = ["" if code == settings.LANGUAGE_CODE else f"/{code}" for code in _languages()]
    return [(name, prefix + address) for prefix in prefixes for name, address in addresses.items()]


def _get(address: str) -> str:
    try:
        with urlopen(address, timeout=20) as answer:  # noqa: S310  (the caller's own server)
            return answer.read().decode()
    except HTTPError as error:
        return error.read().decode()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("origin", nargs="?", default="http://localhost:8000")
    parser.add_argument("--only", default="", metavar="WORD", help="only types whose name has this word")
    parser.add_argument("--vnu", type=Path, metavar="JAR")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except NoBrowser as error:
        sys.exit(str(error))
