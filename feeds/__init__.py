"""Being found and followed by programs: feeds, calendars, sitemaps, structured data, short addresses. No tables."""
