"""From runs to facts, without a word of any language."""
