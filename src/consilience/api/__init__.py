"""consilience from Python; see `consilience.build` and `consilience.open`."""
