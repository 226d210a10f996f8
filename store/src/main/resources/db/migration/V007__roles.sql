-- Roles to log in as, without a password until an administrator gives them one. Roles belong to the whole server, so they
-- may be there already, and then stay as they are; a migrating role that may not create roles is no error.

DO $$
DECLARE
    role text;
    statements text[];
    statement text;
BEGIN
    FOREACH role IN ARRAY ARRAY['tachograph_reader', 'tachograph_writer'] LOOP
        CONTINUE WHEN to_regrole(role) IS NOT NULL;
        statements := ARRAY[format('CREATE ROLE %I LOGIN', role)];
        IF role = 'tachograph_reader' THEN
            statements := statements || format('ALTER ROLE %I SET statement_timeout = ''30s''', role)
                || format('ALTER ROLE %I SET default_transaction_read_only = on', role);
        END IF;
        BEGIN
            FOREACH statement IN ARRAY statements LOOP
                EXECUTE statement;
            END LOOP;
        EXCEPTION
            WHEN insufficient_privilege THEN
                RAISE WARNING 'The role % was not created: % may not create roles. Have an administrator run "%;", and then '
                    'run "SELECT tachograph.grant_roles();" as %.',
                    role, current_user, array_to_string(statements, '; '), current_user;
            WHEN duplicate_object OR unique_violation THEN
                NULL; -- made for another database of this server at the same moment
        END;
    END LOOP;
END
$$;

CREATE FUNCTION tachograph.grant_roles()
RETURNS SETOF text
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
    writing CONSTANT text := 'merge_windows merge_into apply_retention lock_task grant_roles';
    called record;
BEGIN
    IF to_regrole('tachograph_reader') IS NOT NULL THEN
        GRANT USAGE ON SCHEMA tachograph TO tachograph_reader;
        GRANT SELECT ON ALL TABLES IN SCHEMA tachograph TO tachograph_reader;
        ALTER DEFAULT PRIVILEGES IN SCHEMA tachograph GRANT SELECT ON TABLES TO tachograph_reader;
        RETURN NEXT 'tachograph_reader';
    END IF;
    IF to_regrole('tachograph_writer') IS NOT NULL THEN
        GRANT USAGE ON SCHEMA tachograph TO tachograph_writer;
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA tachograph TO tachograph_writer;
        ALTER DEFAULT PRIVILEGES IN SCHEMA tachograph GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO tachograph_writer;
        IF to_regclass('tachograph.flyway_schema_history') IS NOT NULL THEN
            REVOKE INSERT, UPDATE, DELETE ON tachograph.flyway_schema_history FROM tachograph_writer;
        END IF;
        RETURN NEXT 'tachograph_writer';
    END IF;
    -- Whoever may use the schema may call what reads; what writes is for the writer.
    FOR called IN
        SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace = 'tachograph'::regnamespace AND p.proname = ANY (string_to_array(writing, ' '))
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', called.name);
        IF to_regrole('tachograph_writer') IS NOT NULL AND called.name::text NOT LIKE '%grant_roles%' THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO tachograph_writer', called.name);
        END IF;
    END LOOP;
END
$$;

COMMENT ON FUNCTION tachograph.grant_roles() IS
    'Gives tachograph_reader and tachograph_writer, as far as they exist, what they may do, and says which exist. For the '
    'owner of the schema; to be called again after a role was created. A later migration''s tables are granted by default '
    'privileges, its writing functions by the migration itself.';

DO $$
BEGIN
    PERFORM tachograph.grant_roles();
END
$$;
