"""The stages one after the other."""

from .adverts import adverts
from .findings import Finding, Outcome, Screening
from .links import links
from .normal import normalise
from .personal import personal_findings
from .profanity import profanity
from .rules import Rules

_WEIGHT = {Outcome.PASS: 0, Outcome.HOLD: 1, Outcome.REFUSE: 2}


def screen(text: str, *, language: str, rules: Rules) -> Screening:
    """Judge a text. Personal data and plain links are pointed at and do not change the outcome.

    `language` is that of the page it was written on.
    """
    normal = normalise(text)
    personal = list(personal_findings(normal, original=text))
    linked = list(links(normal, original=text, rules=rules))
    findings: list[Finding] = [
        *profanity(normal, original=text, language=language, rules=rules),
        *adverts(normal, original=text, rules=rules, has_contact=bool(personal or linked)),
        *linked,
        *personal,
    ]
    outcome = max((finding.outcome for finding in findings), key=_WEIGHT.__getitem__, default=Outcome.PASS)
    return Screening(outcome=outcome, findings=tuple(sorted(findings)))
