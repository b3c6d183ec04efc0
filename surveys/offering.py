"""Where a survey is led to from."""

from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.asking.after_answer import Further

from .models import Survey


def survey_of_answers() -> Further | None:
    """The survey for whoever was answered, if one is open. At most two statements."""
    survey = Survey.objects.for_pages().after_answers().open_on(timezone.localdate()).first()
    if survey is None or survey.text is None:
        return None
    return Further(_("Survey: %(title)s") % {"title": survey.text.title}, survey.get_absolute_url())
