"""The pages of the window, one file a tab or view."""
