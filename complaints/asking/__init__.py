"""The citizen's journey from the first question to the receipt, and what the receipt opens later."""
