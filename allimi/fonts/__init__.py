"""The typeface of what is drawn here rather than in the reader's browser: prints, banners, pictures.

A bare server has no font at all. Pages for browsers load none: they use the reader's own.
"""

from pathlib import Path

FAMILY = "Pretendard GOV"
FOLDER = Path(__file__).parent
REGULAR = FOLDER / "PretendardGOV-Regular.otf"
BOLD = FOLDER / "PretendardGOV-Bold.otf"
