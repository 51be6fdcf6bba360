"""What the web role may not read: exclusions. It asks a function, for the acting account only."""

from django.db import migrations

HIDDEN_CASES = """
CREATE FUNCTION handrail_hidden_cases(asked_for uuid) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF asked_for::text IS DISTINCT FROM NULLIF(current_setting('handrail.account', true), '') THEN
        RAISE EXCEPTION 'handrail: exclusions are answered for the acting account only'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
        SELECT e.case_id FROM core_exclusion e
        WHERE e.reversed_at IS NULL
          AND (e.account_id = asked_for
               OR (e.unit_path <> '' AND starts_with(
                    (SELECT u.path FROM core_account a JOIN core_unit u ON u.id = a.unit_id WHERE a.id = asked_for),
                    e.unit_path)));
END
$$;
REVOKE ALL ON FUNCTION handrail_hidden_cases(uuid) FROM PUBLIC;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'handrail_web') THEN
        GRANT EXECUTE ON FUNCTION handrail_hidden_cases(uuid) TO handrail_web;
        REVOKE ALL ON core_exclusion FROM handrail_web;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'handrail_oversight') THEN
        GRANT SELECT, INSERT, UPDATE ON core_exclusion TO handrail_oversight;
        GRANT SELECT ON core_unit, core_account, core_organisation, core_rolegrant TO handrail_oversight;
    END IF;
END
$$;
"""


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(HIDDEN_CASES)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION handrail_hidden_cases(uuid)")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
