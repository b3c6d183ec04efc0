"""How officials sign in: passwords, passkeys and codes by allauth; what the desk adds to it."""
