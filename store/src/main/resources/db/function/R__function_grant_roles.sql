CREATE OR REPLACE FUNCTION tachograph.grant_roles()
RETURNS SETOF text
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
    writing CONSTANT text := 'merge_windows merge_into apply_retention lock_task grant_roles';
    called record;
    name text;
BEGIN
    IF to_regrole('tachograph_reader') IS NOT NULL THEN
        GRANT USAGE ON SCHEMA tachograph TO tachograph_reader;
        GRANT SELECT ON ALL TABLES IN SCHEMA tachograph TO tachograph_reader;
        ALTER DEFAULT PRIVILEGES IN SCHEMA tachograph GRANT SELECT ON TABLES TO tachograph_reader;
        -- Who owns the tables may ask as the reader; on PostgreSQL 16 who made a role may not take it by that alone.
        IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AND NOT EXISTS (
            SELECT FROM pg_auth_members m
            WHERE m.roleid = 'tachograph_reader'::regrole AND m.member = current_user::regrole
              AND coalesce((to_jsonb(m) ->> 'set_option')::boolean, true))
        THEN
            BEGIN
                GRANT tachograph_reader TO CURRENT_USER;
            EXCEPTION WHEN insufficient_privilege THEN
                NULL; -- an administrator may; who asks questions is told so
            END;
        END IF;
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
    -- Digests of keys, and who did what, are for the API alone, whatever roles were given on all tables.
    FOREACH name IN ARRAY ARRAY['tachograph_reader', 'tachograph_writer'] LOOP
        IF to_regrole(name) IS NOT NULL THEN
            EXECUTE format('REVOKE ALL ON tachograph.api_key, tachograph.audit_entry FROM %I', name);
        END IF;
    END LOOP;
    IF to_regrole('tachograph_writer') IS NOT NULL THEN
        -- Housekeeping deletes what is too old, and reads no more of it than that takes.
        GRANT DELETE, SELECT (ctid, at) ON tachograph.audit_entry TO tachograph_writer;
    END IF;
    IF to_regrole('tachograph_api') IS NOT NULL THEN
        GRANT USAGE ON SCHEMA tachograph TO tachograph_api;
        GRANT SELECT, INSERT, UPDATE ON tachograph.api_key TO tachograph_api;
        GRANT SELECT, INSERT ON tachograph.audit_entry TO tachograph_api;
        GRANT SELECT, INSERT, UPDATE, DELETE ON tachograph.model_price TO tachograph_api;
        IF to_regrole('tachograph_reader') IS NOT NULL AND NOT pg_has_role('tachograph_api', 'tachograph_reader', 'MEMBER') THEN
            BEGIN
                GRANT tachograph_reader TO tachograph_api;
            EXCEPTION WHEN insufficient_privilege THEN
                RAISE WARNING 'The API does not start as tachograph_api yet: have an administrator run "GRANT tachograph_reader '
                    'TO tachograph_api;".';
            END;
        END IF;
        RETURN NEXT 'tachograph_api';
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
    'Gives tachograph_reader, tachograph_writer and tachograph_api, as far as they exist, what they may do, and says which exist. For the '
    'owner of the schema; to be called again after a role was created. Whoever migrates calls it at the end.';
