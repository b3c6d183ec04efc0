"""Followers, what they follow, and what happened that they are told of."""

from .followed_topic import FollowedTopic
from .follower import Follower
from .following import Following
from .happening import Happening, ReadUntil

__all__ = ["FollowedTopic", "Follower", "Following", "Happening", "ReadUntil"]
