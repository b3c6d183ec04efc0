"""Private: what officials ordered to be printed, until it is a week old."""

from .print_order import Bundle, PrintedThing, PrintOrder, PrintOrderQuerySet
from .printed_file import PrintedFile

__all__ = ["Bundle", "PrintOrder", "PrintOrderQuerySet", "PrintedFile", "PrintedThing"]
