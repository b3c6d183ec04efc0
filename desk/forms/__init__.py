"""Forms of the desk: how a draft is entered, and what an official says when deciding."""
