"""Nobody leaves an exclusion behind by moving.

A unit that is moved from below an excluded one, and an account that is moved out of an excluded unit, take the
exclusion along as one of their own (`follows` says which it came from; reversing that one reverses them too).
Triggers, because the web role may neither read nor write exclusions on PostgreSQL. A unit can be closed.
"""

from importlib import import_module

from django.db import migrations, models

before = import_module("handrail.core.migrations.0003_exclusions_follow_units")

POSTGRESQL = """
CREATE OR REPLACE FUNCTION handrail_exclusions_follow_unit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.core_exclusion SET unit_path = NEW.path WHERE unit_path = OLD.path;
    INSERT INTO public.core_exclusion (id, case_id, unit_path, starts_at, decided_by, follows)
        SELECT gen_random_uuid(), e.case_id, NEW.path, now(), e.decided_by, COALESCE(e.follows, e.id)
        FROM public.core_exclusion e
        WHERE e.reversed_at IS NULL AND e.unit_path <> ''
          AND starts_with(OLD.path, e.unit_path) AND NOT starts_with(NEW.path, e.unit_path)
          AND NOT EXISTS (
              SELECT FROM public.core_exclusion other
              WHERE other.case_id = e.case_id AND other.reversed_at IS NULL AND other.unit_path <> ''
                AND starts_with(NEW.path, other.unit_path)
                AND COALESCE(other.follows, other.id) = COALESCE(e.follows, e.id));
    RETURN NULL;
END
$$;
CREATE FUNCTION handrail_exclusions_follow_account() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    old_path text := (SELECT path FROM public.core_unit WHERE id = OLD.unit_id);
    new_path text := (SELECT path FROM public.core_unit WHERE id = NEW.unit_id);
BEGIN
    INSERT INTO public.core_exclusion (id, case_id, account_id, unit_path, starts_at, decided_by, follows)
        SELECT gen_random_uuid(), e.case_id, NEW.id, '', now(), e.decided_by, COALESCE(e.follows, e.id)
        FROM public.core_exclusion e
        WHERE e.reversed_at IS NULL AND e.unit_path <> ''
          AND starts_with(old_path, e.unit_path) AND NOT starts_with(new_path, e.unit_path);
    RETURN NULL;
END
$$;
CREATE TRIGGER handrail_exclusions_follow_account AFTER UPDATE OF unit_id ON core_account
    FOR EACH ROW WHEN (OLD.unit_id <> NEW.unit_id) EXECUTE FUNCTION handrail_exclusions_follow_account();
CREATE FUNCTION handrail_reversals_follow() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.core_exclusion SET reversed_at = NEW.reversed_at
    WHERE follows = NEW.id AND reversed_at IS NULL;
    RETURN NULL;
END
$$;
CREATE TRIGGER handrail_reversals_follow AFTER UPDATE OF reversed_at ON core_exclusion
    FOR EACH ROW WHEN (OLD.reversed_at IS NULL AND NEW.reversed_at IS NOT NULL)
    EXECUTE FUNCTION handrail_reversals_follow();
"""
POSTGRESQL_BACK = """
DROP TRIGGER handrail_reversals_follow ON core_exclusion;
DROP FUNCTION handrail_reversals_follow();
DROP TRIGGER handrail_exclusions_follow_account ON core_account;
DROP FUNCTION handrail_exclusions_follow_account();
CREATE OR REPLACE FUNCTION handrail_exclusions_follow_unit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE core_exclusion SET unit_path = NEW.path WHERE unit_path = OLD.path;
    RETURN NULL;
END
$$;
"""
RANDOM_ID = "lower(hex(randomblob(16)))"
NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
SQLITE = (
    "DROP TRIGGER handrail_exclusions_follow_unit",
    f"""
CREATE TRIGGER handrail_exclusions_follow_unit AFTER UPDATE OF path ON core_unit
WHEN OLD.path <> NEW.path
BEGIN
    UPDATE core_exclusion SET unit_path = NEW.path WHERE unit_path = OLD.path;
    INSERT INTO core_exclusion (id, case_id, unit_path, starts_at, decided_by, follows)
        SELECT {RANDOM_ID}, e.case_id, NEW.path, {NOW}, e.decided_by, COALESCE(e.follows, e.id)
        FROM core_exclusion e
        WHERE e.reversed_at IS NULL AND e.unit_path <> ''
          AND substr(OLD.path, 1, length(e.unit_path)) = e.unit_path
          AND substr(NEW.path, 1, length(e.unit_path)) <> e.unit_path
          AND NOT EXISTS (
              SELECT 1 FROM core_exclusion other
              WHERE other.case_id = e.case_id AND other.reversed_at IS NULL AND other.unit_path <> ''
                AND substr(NEW.path, 1, length(other.unit_path)) = other.unit_path
                AND COALESCE(other.follows, other.id) = COALESCE(e.follows, e.id));
END
""",
    f"""
CREATE TRIGGER handrail_exclusions_follow_account AFTER UPDATE OF unit_id ON core_account
WHEN OLD.unit_id <> NEW.unit_id
BEGIN
    INSERT INTO core_exclusion (id, case_id, account_id, unit_path, starts_at, decided_by, follows)
        SELECT {RANDOM_ID}, e.case_id, NEW.id, '', {NOW}, e.decided_by, COALESCE(e.follows, e.id)
        FROM core_exclusion e
        JOIN core_unit was ON was.id = OLD.unit_id
        JOIN core_unit becomes ON becomes.id = NEW.unit_id
        WHERE e.reversed_at IS NULL AND e.unit_path <> ''
          AND substr(was.path, 1, length(e.unit_path)) = e.unit_path
          AND substr(becomes.path, 1, length(e.unit_path)) <> e.unit_path;
END
""",
    """
CREATE TRIGGER handrail_reversals_follow AFTER UPDATE OF reversed_at ON core_exclusion
WHEN OLD.reversed_at IS NULL AND NEW.reversed_at IS NOT NULL
BEGIN
    UPDATE core_exclusion SET reversed_at = NEW.reversed_at WHERE follows = NEW.id AND reversed_at IS NULL;
END
""",
)
SQLITE_BACK = (
    "DROP TRIGGER handrail_reversals_follow",
    "DROP TRIGGER handrail_exclusions_follow_account",
    "DROP TRIGGER handrail_exclusions_follow_unit",
    before.SQLITE,
)


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, None)
    else:
        for statement in SQLITE:
            schema_editor.execute(statement, None)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_BACK, None)
    else:
        for statement in SQLITE_BACK:
            schema_editor.execute(statement, None)


class Migration(migrations.Migration):
    dependencies = [("core", "0008_rough_dates")]
    operations = [
        migrations.AddField("exclusion", "follows", models.UUIDField(null=True)),
        migrations.AddField(
            "unit",
            "closed_on",
            models.DateField(
                help_text="merged into the unit above it; nothing new comes here",
                null=True,
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
