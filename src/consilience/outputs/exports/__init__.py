"""What leaves a case as files, one format a module."""
