"""Back from the proof of a number: the following is asked for at once, since the code was the consent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from complaints.asking import state
from complaints.petitions import Notice
from complaints.sealing.submitting import IntakeUnavailable
from complaints.verifying.phones import masked
from complaints.verifying.verified import Verified

from .forms import ALIMTALK
from .topics import described, path_of
from .views import PURPOSE, hand_in, topic_in


def follow_proven(request: HttpRequest, *, carry: str, proof: str) -> HttpResponse:
    """Raises state.Forged where `carry` is no following's, and state.Expired."""
    wanted = state.decrypt(carry, purpose=PURPOSE)
    person, topic = Verified.opened(proof), topic_in(wanted)
    context = {"topic": topic, "topic_words": described(topic), "topic_path": path_of(topic)}
    if not person.phone:
        words = _("This way of proving tells us no mobile number. Choose the code to your mobile phone, or e-mail.")
        return render(request, "following/not_followed.html", {**context, "words": words})
    try:
        hand_in(wanted, notify=Notice(channel=ALIMTALK, to=person.phone), is_proven=True)
    except IntakeUnavailable:
        words = _("It could not be stored just now. Wait a minute and begin again.")
        return render(request, "following/not_followed.html", {**context, "words": words}, status=503)
    return render(request, "following/followed.html", {**context, "phone": masked(person.phone)})
