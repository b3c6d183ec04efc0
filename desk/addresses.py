"""Where the desk's pages are, and whether this deployment has them: the reporters' has few."""

from django.urls import NoReverseMatch, reverse


def page_url(name: str, *arguments: object) -> str:
    """The address of an admin page, by its name after `admin:`; empty where there is none here."""
    try:
        return reverse(f"admin:{name}", args=arguments)
    except NoReverseMatch:
        return ""
