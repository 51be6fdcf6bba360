"""The operations on records of core, a module a resource."""
