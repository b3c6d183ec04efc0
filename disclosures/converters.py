"""Path converters of the public addresses."""


class Sha256Converter:
    """A file's digest: 64 hex digits, in lower case."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
