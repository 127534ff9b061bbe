"""What makes the packages that are handed on; it is never inside them."""
