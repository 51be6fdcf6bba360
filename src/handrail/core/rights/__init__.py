"""The rights of the person whom a record is about: to see it, mend it, have it left alone, have it erased."""
