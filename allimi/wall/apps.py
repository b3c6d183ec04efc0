from django.apps import AppConfig


class WallConfig(AppConfig):
    """No models: installed so that `manage.py wall` exists, and inside only."""

    name = "allimi.wall"
    label = "wall"
