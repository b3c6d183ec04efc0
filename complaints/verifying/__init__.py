"""Who writes identifies themselves: proofs of identity, their caps, and the pages around them.

A proof is a class by its dotted path (settings.PROOFS), as Django's e-mail backends are. None makes an account, a
session or a row that names anybody: what a page must remember travels in the page, encrypted.
"""
