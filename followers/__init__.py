"""Who follows what (private): addresses encrypted, asked before anything is sent, told of what is public then."""
