"""Backup and restore: one encrypted, logical format for both databases; the keys of persons apart.

See docs/adr/0022-backups.md, docs/how-to/back-up-and-restore.md and docs/reference/backup-format.md.
"""
