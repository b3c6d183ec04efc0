"""The proofs that come with Allimi. A city adds one of its own by the dotted path of its class."""
