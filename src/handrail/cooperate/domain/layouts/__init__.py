"""Files whose columns we know: each layout looks at the first rows and answers with a mapping or None."""
