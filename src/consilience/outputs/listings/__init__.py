"""One list a module: which rows, which columns, and which of them a terminal shows."""
