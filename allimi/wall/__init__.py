"""The boundary between the inside and the DMZ, derived from the models of the public apps."""
