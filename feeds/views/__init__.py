"""Feeds, sitemaps, short addresses and the page that lists the feeds."""
