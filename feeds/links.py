"""Links from a page to its feeds and calendars."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class FeedLink:
    """What a page names in its head and, for people, at its end."""

    title: str
    path: str
    media_type: str

    @property
    def is_calendar(self) -> bool:
        return self.media_type == "text/calendar"


def atom(title: str, name: str, *arguments: object, query: str = "") -> FeedLink:
    """A feed by the name of its view."""
    return FeedLink(title, _address(f"feeds:{name}", arguments, query), "application/atom+xml")


def calendar(title: str, view_name: str, *arguments: object, query: str = "") -> FeedLink:
    """A calendar of any app."""
    return FeedLink(title, _address(view_name, arguments, query), "text/calendar")


def _address(view_name: str, arguments: tuple[object, ...], query: str) -> str:
    return reverse(view_name, args=arguments) + (f"?{query}" if query else "")
