"""Pages of the shipped studies: each is a study file, its numbers in docs/data, and a page in both languages."""
