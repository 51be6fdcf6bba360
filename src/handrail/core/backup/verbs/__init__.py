"""The verbs of backups: backup, backup-key, rehearse (restore is site's: it sets up an installation)."""
