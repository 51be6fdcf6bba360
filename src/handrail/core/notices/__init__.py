"""Notices: that something waits, never what. In the app a kind and a link; by e-mail not even that."""
