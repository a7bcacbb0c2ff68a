"""The JSON interface: rows, texts, search, comparison, chains and charts."""
