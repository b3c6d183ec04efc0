"""Pages kept in the public app's process, ready to send, and how they go when something is released or taken down.

docs/adr/0008-page-cache.md says what is kept, for how long, and why nothing withdrawn is shown for two seconds.
"""
