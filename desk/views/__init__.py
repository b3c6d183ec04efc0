"""Pages of the desk beside the admin's own: review, corrections, withholding, taking down.

Each is reached through the admin site, which lets in nobody but officials (desk/admin_site.py).
"""
