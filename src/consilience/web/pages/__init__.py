"""Pages of the workbench: one module and one frozen context each."""
