"""The year-end wizard, one file a page."""
