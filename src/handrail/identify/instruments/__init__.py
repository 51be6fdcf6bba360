"""The instruments of identification: their questions as data, and their words in each language."""
