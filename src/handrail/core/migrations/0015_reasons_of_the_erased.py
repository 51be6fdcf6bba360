"""When a person is erased, what colleagues typed as reasons goes too: it may hold a name.

The web role has no right to remove a reason. It asks a function, which removes those about a case whose
person is erased, and no other. The events, their codes and their places in the chain stay.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION handrail_forget_reasons(asked_for uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.core_case c JOIN public.core_person p ON p.id = c.person_id
        WHERE c.id = asked_for AND p.erased_at IS NOT NULL)
    THEN
        RAISE EXCEPTION 'handrail: reasons are forgotten for an erased person only'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM public.audit_auditreason r USING public.audit_auditevent e
    WHERE e.id = r.event AND e.ids ? asked_for::text;
END
$$;
REVOKE ALL ON FUNCTION handrail_forget_reasons(uuid) FROM PUBLIC;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'handrail_web') THEN
        GRANT EXECUTE ON FUNCTION handrail_forget_reasons(uuid) TO handrail_web;
    END IF;
END
$$;
"""


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION, None)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION handrail_forget_reasons(uuid)", None)


class Migration(migrations.Migration):
    dependencies = [("core", "0014_webhooks"), ("audit", "0002_append_only")]
    operations = [migrations.RunPython(forwards, backwards)]
