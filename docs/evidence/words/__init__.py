"""Words of the documents in English and Chinese."""
