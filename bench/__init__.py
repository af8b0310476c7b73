"""How fast the portal's pages are beside the plainest page Django can make. `make bench`."""
