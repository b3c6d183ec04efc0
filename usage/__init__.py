"""How the public pages are used, in totals that name nobody: counted in the DMZ, carried inside, shown to everyone."""
