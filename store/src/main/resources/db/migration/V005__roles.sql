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
