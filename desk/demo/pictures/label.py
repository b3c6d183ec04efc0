"""The line in every drawn picture: 시연용으로 그린 그림 · Drawn for demonstration.

As a small grey picture, because a server need not have a font with Hangul.
"""

import base64
from functools import cache
from io import BytesIO

from PIL import Image

_MARGIN = 10  # pixels
_LINE = (
    "iVBORw0KGgoAAAANSUhEUgAAAXIAAAAVBAMAAACpjHhsAAAAGFBMVEX////8/PzY2Ni0tLSQkJBsbGw3NzcAAADkN3k4AAAEcUlEQVR42u2X32"
    "8UVRTHP3dmy0MTu7P9sSSKdioWHiS4jYY+idsa4E2hGH2DrrTdR8Fi92/YGrX61mlpax9roMQEElojVUxIqQkN9KVp2h0Iarpr2SmEErfduT7M"
    "7O7s9pdiQiThvszN/d5z7veec+733hExntGm8IwzT1rOdwCYMvqubmcmB0tHch62MxwrsfzhSZn7QA5FkJaWGq1vkmnIzHTIMVNHjptVx0EaFl"
    "S1AfbnQPUpaViiw58GmL0I4nAoOUgwIi0tv4nBQH3TJutlf48UD6S3pHehJd9d/U3PDkeKmDvGcrhzbKnfB+kmRNNlnRs1h5NDrYgo8B2AEgP6"
    "EFEWzTcA2BuDzOVQMCa/9C6XiPpvTIc2pmLr/yqwCx5LU9+4zrNVhG93ATixk7cbqFl7wkyKtzarN/lfSluNbMRc6ggLIDCKvBpCPgRRAbI3Ho"
    "8ve9fujX9bvPtkvLuy9PjYzKX6mTMm5CBJk/PM/WlMQ7ZncoiUcQF7dGQC7JEBIGVcZS7VZ431gxzpM525WeMCk9nunJ9sz+SQPeTBfSAlgDCR"
    "L3T7YEem279ypEB0pUQ35UqsJHTpqLYu6JJEWVv2l/b+d9Ik/qi9Q2KmfSCEevp6WA53zpq7lj7QYG7PrlHkcOeYlSiLDB4KXTya3LO/59PETP"
    "tA6PyHGbPx2tmcn/Dp6+GsRQFXwLYB1CUm3uwCCHecCoDIgnywLmHL69LvZS2NXM+PbECNiIPLFdw1pUA2iZcdaG03uyd4qAG3QtWwtpvwtGxQ"
    "Lb3K5OeQss+Z+0AL6kDOjytdBVyB+f0mIE4YZV4S4u2bpHzreAoA6REER1LSjmMhPHNdb69wr8IOgIbfPWoaIo0AuAsato6w0IRASO6A30LDT4"
    "VV7MdpBdyHvBYZjgA1Ha6kAcQbwwfGjapWEOVxEF35DSHKDSrf9RIMGFqg+nUNoL0oN3L8JtHa+4FdxYqiIYrCceWKOPBX3n+OacvAa825eI3f"
    "JFqK+0hVqy95bpFgrqzFYecT5YvOAhxwZLJQ50Ij2MXGuVl9FFtEu6+/mC5ibpUozJEQXCloj7XTYdY+NRF2pfxRbHEdrvD9UZovAnIIRGCbO1"
    "REnIkE8jvVIBmPx7uL7lBbAZB1WAQWQv4iKVYspGteARaK6QFrYdkNqmgwcwpdh+XmqYArtIGvNVe8H0NmpqMtY26hqnba2YH36onFTnqZy1+b"
    "HL2S06imVnmr6NqeZ8EN5kEzBb55kvn1Dk7b95zeOSutu0dDmHLa1ewCvu4MkjiGaL5Ua1gAaqdhQRz1rPMMAPVsQcedJ0hjuMRDXW+gvpE6KC"
    "s/9x6KiqpCnZMnRUOcMKpbbA2gvr+6AXHCqDmWgVcRGsGfpg45c98fqTpOuPejnB9f5qtPvLhwynrxsW5/fQaA2Z0aq5eObh7z7DdnSkYm92os"
    "PtZ5qk3Jn7N8xEaRP4b+/69ct1qCrvwpn7Fjn0H9VvFTyuNFRQN1vSA6njJz8fyf6Dnzf9z+BuG+xfP9Hmo9AAAAAElFTkSuQmCC"
)


@cache
def _letters() -> Image.Image:
    """White letters on black, to be used as a mask."""
    with Image.open(BytesIO(base64.b64decode(_LINE)), formats=("PNG",)) as picture:
        return picture.convert("L")


def stamp(image: Image.Image) -> None:
    """Write the line into the lower left corner, dark on a light band."""
    letters = _letters()
    left, top = _MARGIN, image.height - letters.height - 2 * _MARGIN
    band = (left, top, left + letters.width + 2 * _MARGIN, top + letters.height + _MARGIN)
    image.paste("#f7f5ef", band)
    image.paste("#2c343a", (left + _MARGIN, top + _MARGIN // 2), letters)
