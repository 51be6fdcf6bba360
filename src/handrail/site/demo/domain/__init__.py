"""The invented country as data and chance: no database, no clock; one seed, one country."""
