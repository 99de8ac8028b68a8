"""The patterns that theory and officials expect: which appear, which do not."""
