"""The API: how programs read and write with a token. Rooms register operations; the site mounts them."""
