"""Under which post somebody's decision becomes public."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from desk.models import Official

_LONGEST = 200  # characters, as the release's columns have


def post_of(official: Official, *, in_place_of: Official | None) -> str:
    """The official's own post; of a deputy (대결) also whose place it was. In the city's language, without a name."""
    if in_place_of is None:
        return official.public_post[:_LONGEST]
    with translation.override(settings.LANGUAGE_CODE):
        posts = {"deputy": official.public_post, "absent": in_place_of.post or in_place_of.public_post}
        return (_("%(deputy)s (in place of %(absent)s)") % posts)[:_LONGEST]
