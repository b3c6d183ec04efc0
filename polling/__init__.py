"""Inside: surveys as officials write and release them, and answers as they are counted, so that nobody can be told."""
