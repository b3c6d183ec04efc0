from django.conf import settings

from messaging import Backend, Channel, configured


def backends() -> dict[str, Backend]:
    """The way to send for each channel that has one. Raises what `configured` raises."""
    return {channel: configured(text) for channel in Channel if (text := settings.MESSAGE_BACKENDS.get(channel))}
