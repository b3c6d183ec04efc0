"""Handing a case to an existing channel of the city, and taking its answer: a class by its dotted path."""

from .channel import Channel, ChannelError, configured_channel

__all__ = ["Channel", "ChannelError", "configured_channel"]
