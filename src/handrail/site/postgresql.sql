-- Prepares one database for Handrail. Run as a superuser, connected to that database, once:
--   psql -v ON_ERROR_STOP=1 -d handrail -f postgresql.sql
-- Then give the three roles passwords (ALTER ROLE ... PASSWORD) and migrate as handrail_owner.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'handrail_owner') THEN
        CREATE ROLE handrail_owner LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'handrail_web') THEN
        CREATE ROLE handrail_web LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'handrail_oversight') THEN
        CREATE ROLE handrail_oversight LOGIN;
    END IF;
END
$$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO handrail_owner;
GRANT USAGE ON SCHEMA public TO handrail_web, handrail_oversight;
-- What a migration makes, the web role may use, unless the migration takes it away again.
ALTER DEFAULT PRIVILEGES FOR ROLE handrail_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO handrail_web;
ALTER DEFAULT PRIVILEGES FOR ROLE handrail_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO handrail_web;
ALTER DEFAULT PRIVILEGES FOR ROLE handrail_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
