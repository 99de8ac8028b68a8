"""What stands behind the documents: studies that are run for them, and the numbers they keep in `docs/data`."""
