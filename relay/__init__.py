"""The send-only relay: takes a number and a code from the public app, and sends the code in words of its own.

It alone holds the account by which messages are sent (docs/adr/0017-the-voice.md). No database, no page, no way inside.
"""
