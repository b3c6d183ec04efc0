"""Words of Django and its libraries whose own Korean is not how an official would put it: translated by us instead.

A message of ours goes before one of theirs (LOCALE_PATHS). Nothing calls this; the catalogue is made from it.
"""

from django.utils.translation import gettext_noop

WORDS = (
    gettext_noop("Start typing to filter…"),
    gettext_noop("View %s"),
    gettext_noop(" By %(filter_title)s "),
    gettext_noop("access attempt"),
    gettext_noop("access attempts"),
    gettext_noop("Attempt Time"),
    gettext_noop("Username"),
    gettext_noop("IP Address"),
    gettext_noop("User Agent"),
    gettext_noop("Failed Logins"),
)
