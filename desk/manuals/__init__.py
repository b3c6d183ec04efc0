"""The manuals of docs/manual, read inside the desk: whose each is, and which section explains which page."""
