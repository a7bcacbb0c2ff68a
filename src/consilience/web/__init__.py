"""The workbench: a case in the browser, and its JSON interface."""
