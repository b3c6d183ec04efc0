from django.core.exceptions import ValidationError


class ActionError(ValidationError):
    """An action was refused; nothing was written. The message tells the person what to do."""
