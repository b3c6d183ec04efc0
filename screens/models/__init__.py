"""What crosses the wall for the screens: safety messages as released, and the weather they are shown in."""

from .safety_message import MessageState, SafetyMessage, SafetyPicture, SafetyText
from .weather_warning import Weather, WeatherWarning

__all__ = ["MessageState", "SafetyMessage", "SafetyPicture", "SafetyText", "Weather", "WeatherWarning"]
