"""Reference runs: what a rule gives in exact arithmetic, kept as files that any language reads."""
