"""The call centre: finding what a caller asks about, seeing what the caller sees, noting the call."""
