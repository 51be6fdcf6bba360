"""The log can be added to and read; the database refuses anything else. The web role may not even try."""

from django.db import migrations

APPEND_ONLY = ("audit_auditevent", "audit_seal", "audit_checkpoint", "audit_installation")
REASON = "audit_auditreason"  # may be removed (it may name a person), not changed
QUEUE = "audit_pendingevent"

POSTGRESQL = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE FUNCTION audit_queue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_pendingevent (event) SELECT id FROM added;
    RETURN NULL;
END
$$;

CREATE TRIGGER audit_queue AFTER INSERT ON audit_auditevent
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION audit_queue();

CREATE TRIGGER audit_refuse BEFORE UPDATE ON audit_auditreason
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""

POSTGRESQL_TABLE = """
CREATE TRIGGER audit_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""

POSTGRESQL_ROLES = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'handrail_web') THEN
        REVOKE ALL ON {append_only}, {reason}, {queue} FROM handrail_web;
        GRANT SELECT, INSERT ON {append_only}, {reason} TO handrail_web;
        GRANT SELECT, INSERT, DELETE ON {queue} TO handrail_web;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'handrail_oversight') THEN
        GRANT SELECT, INSERT ON audit_auditevent, {reason}, {queue} TO handrail_oversight;
        GRANT SELECT ON {append_only} TO handrail_oversight;
    END IF;
END
$$;
"""

SQLITE_QUEUE = """
CREATE TRIGGER audit_queue AFTER INSERT ON audit_auditevent
BEGIN INSERT INTO audit_pendingevent (event) VALUES (NEW.id); END
"""

SQLITE_REFUSE = """
CREATE TRIGGER {table}_no_{operation} BEFORE {operation} ON {table}
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only: {operation} on {table} is refused'); END
"""

# INSERT OR REPLACE removes the row that is in its way without asking the DELETE trigger.
SQLITE_NO_REPLACE = """
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE rowid = NEW.rowid OR {same})
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only: replacing a row of {table} is refused'); END
"""
SQLITE_SAME_ROW = {
    "audit_auditevent": "id = NEW.id",
    "audit_seal": "position = NEW.position OR event = NEW.event OR previous = NEW.previous",
    "audit_checkpoint": "id = NEW.id",
    "audit_installation": "number = NEW.number",
    "audit_auditreason": "event = NEW.event",
}


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, None)
        for table in APPEND_ONLY:
            schema_editor.execute(POSTGRESQL_TABLE.format(table=table), None)
        roles = POSTGRESQL_ROLES.format(append_only=", ".join(APPEND_ONLY), reason=REASON, queue=QUEUE)
        schema_editor.execute(roles, None)
        return
    schema_editor.execute(SQLITE_QUEUE, None)
    for table in APPEND_ONLY:
        schema_editor.execute(SQLITE_REFUSE.format(table=table, operation="DELETE"), None)
    for table in (*APPEND_ONLY, REASON):
        schema_editor.execute(SQLITE_REFUSE.format(table=table, operation="UPDATE"), None)
        schema_editor.execute(SQLITE_NO_REPLACE.format(table=table, same=SQLITE_SAME_ROW[table]), None)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(forwards)]
