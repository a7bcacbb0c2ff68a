"""Charts: each is drawn offline, has a text alternative, and shows the data behind it."""
