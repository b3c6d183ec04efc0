"""What casework's records and codes are called, for the audit and for pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.posts import PostKind
from messaging import Channel

POSTS: dict[str, str | Promise] = {
    PostKind.COMPLAINT: _("complaint"),
    PostKind.QUESTION: _("question"),
    PostKind.PROPOSAL: _("proposal"),
    PostKind.PRAISE: _("praise"),
    PostKind.DIRECTOR: _("to the director"),
    PostKind.TIP: _("tip"),
}
DEEDS: dict[str, str | Promise] = {
    "case.receive": _("received a petition"),
    "case.assign": _("put somebody in charge"),
    "case.transfer": _("transferred a case"),
    "case.ask-back": _("asked the citizen back"),
    "case.add": _("took what the citizen added"),
    "case.resume": _("let the clock run again"),
    "case.investigate": _("began an investigation on site"),
    "case.extend": _("extended the time"),
    "case.progress": _("told the citizen how far it is"),
    "case.draft": _("drafted an answer"),
    "case.submit": _("laid an answer before the head"),
    "case.return": _("returned an answer"),
    "case.answer": _("answered"),
    "case.refuse": _("refused with a reason"),
    "case.merge": _("merged cases"),
    "case.close": _("closed a case"),
    "case.reopen": _("reopened at the citizen’s wish"),
    "case.reopen-refused": _("did not reopen a second time"),
    "case.rate": _("took a rating"),
    "case.note": _("wrote a note"),
    "case.look": _("opened a contact"),
    "case.renew": _("gave a new receipt"),
    "case.hand-over": _("handed a case to another channel"),
    "case.remind": _("reminded of an overdue case"),
    "case.erase": _("erased what was kept long enough"),
    "case.screen": _("decided about what the screening found"),
    "case.route": _("changed where petitions go"),
    "case.paragraph": _("changed a canned paragraph"),
}
SCREENING: dict[str, str | Promise] = {
    "screening.load": _("released the screening lists that come with Allimi"),
    "screening.save": _("changed a screening list"),
}


def subject_of(number: str) -> str:
    """How the audit names a case."""
    return f"case:{number}"


_CHANNELS = {
    Channel.SMS: _("Text message"),
    Channel.EMAIL: _("E-mail"),
    Channel.ALIMTALK: _("KakaoTalk notice (Alimtalk)"),
}
# By the name in settings.PROOFS, which a city may choose for services of its own.
_PROOFS = {
    "phone": _("Code to a mobile phone"),
    "oidc:kakao": _("Kakao account"),
    "oidc:naver": _("Naver account"),
    "oidc:google": _("Google account"),
    "portone": _("Mobile carrier (PortOne)"),
    "ipin": _("I-PIN"),
}
# What a message tells of: the word that its event begins with, after `case:` and the case's number where it is of one.
_EVENTS = {
    "received": _("Petition received"),
    "assigned": _("Somebody put in charge"),
    "transferred": _("Petition passed on"),
    "extended": _("Time extended"),
    "question_back": _("Question to the citizen"),
    "progress": _("Progress told"),
    "answered": _("Petition answered"),
    "closed": _("Petition closed"),
    "renewed": _("New receipt"),
    "overdue": _("Petition overdue"),
    "addition": _("Addition by the citizen"),
    "reopened": _("Petition reopened"),
    "following": _("Question whether to follow"),
    "told": _("News of what is followed"),
    "question": _("News of a public question"),
    "bulletin": _("Newsletter, press release or notice"),
    "draft": _("Trial of a newsletter"),
}


def event_words(event: str) -> str:
    """What a message of the outbox tells of."""
    kind, _colon, rest = event.partition(":")
    if kind == "case":
        kind = rest.split(":")[1]
    return str(_EVENTS.get(kind, kind))


def channel_words(channel: str) -> str:
    """The way of a message."""
    return str(_CHANNELS[Channel(channel)]) if channel in tuple(Channel) else channel


def proof_words(method: str) -> str:
    """How it was verified who wrote."""
    if method in _PROOFS:
        return str(_PROOFS[method])
    return gettext("Sign-in service “%(name)s”") % {"name": method.partition(":")[2] or method}
