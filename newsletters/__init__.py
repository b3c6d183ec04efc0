"""The city's newsletter, its press releases and notices as released: the archive, and what mails are made of.

Written, approved and sent inside (newsroom/).
"""
