"""The desk's pages by which questions become public: proposed by one official, released or returned by another."""
