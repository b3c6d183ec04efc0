"""Newsletter, press releases and notices (private): drafted, approved by another official, released, mailed to many."""
