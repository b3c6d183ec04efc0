"""Addresses of pages. None is fetched, and no page of ours makes one clickable before an official has looked."""

import ipaddress
import re
from collections.abc import Iterator

from .findings import Finding, Outcome
from .normal import Normal
from .rules import Rules

STAGE = "links"
_ENDS = (
    "com|net|org|kr|io|me|ly|gl|to|cc|tv|app|dev|ai|xyz|top|site|online|shop|store|club|info|biz|link|click|vip|live|"
    "pro|win|bet|icu|fun|work|cn|ru|jp|us|uk|eu|de|vn|in|pw|ws|co|한국|닷컴"
)
_DOT = r"(?:\.|\[\.\]|\(\.\)|\[dot\]|\(dot\)|\s?닷\s?)"
_ADDRESS = re.compile(
    rf"(?P<scheme>h(?:tt|xx)ps?\s?:\s?/\s?/\s?)?(?P<user>[^\s/@]{{1,64}}@)?"
    rf"(?P<host>(?:[^\W_](?:[\w\-]{{0,61}}[^\W_])?{_DOT}){{1,6}}(?:{_ENDS}|xn--[a-z0-9\-]{{1,59}})(?![\w\-])|(?:\d{{1,3}}\.){{3}}\d{{1,3}})"
    r"(?P<rest>(?::\d{1,5})?(?:[/?#][^\s<>\"'）)]*)?)"
)
# What every address has somewhere: quickly looked for, since most texts have none.
_END_OF_ADDRESS = re.compile(rf"(?:[.\])]|닷\s?)(?:{_ENDS}|xn--|\d)")
_OFFICIAL = (".go.kr", ".seoul.kr")


def links(normal: Normal, *, original: str, rules: Rules) -> Iterator[Finding]:
    """Every address, with what is wrong about it; the worst first where there is more than one thing."""
    text = normal.text.replace("。", ".")
    if _END_OF_ADDRESS.search(text) is None:
        return
    found = [match for match in _ADDRESS.finditer(text) if _is_link(match)]
    plain = sum(_code(match, rules) == "link" for match in found)
    for match in found:
        code = _code(match, rules)
        first, last = normal.original(match.start(), match.end())
        yield Finding(first, last, code, original[first:last], STAGE, _outcome(code, plain, rules))


def _is_link(match: re.Match[str]) -> bool:
    """Not an e-mail address, and not a number with dots that only looks like a host (2026.11.23.)."""
    if match["user"] and not match["scheme"]:
        return False
    if match["host"][-1].isdigit():
        return bool(match["scheme"]) and _is_number(match["host"])
    return True


def _code(match: re.Match[str], rules: Rules) -> str:
    host = re.sub(_DOT, ".", match["host"]).strip(".")
    if rules.is_blocked(host):
        return "link-blocked"
    if not host.isascii() or "xn--" in host:
        return "link-punycode"
    if match["user"] or _is_number(host):
        return "link-disguised"
    if any(host == each or host.endswith(f".{each}") for each in rules.redirects):
        return "link-redirect"
    return "link-official" if f".{host}".endswith(_OFFICIAL) else "link"


def _outcome(code: str, plain: int, rules: Rules) -> Outcome:
    if code == "link-blocked":
        return Outcome.REFUSE
    if code == "link-official" or (code == "link" and plain < rules.thresholds["link-hold"]):
        return Outcome.PASS
    return Outcome.HOLD


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
