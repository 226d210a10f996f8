CREATE OR REPLACE FUNCTION tachograph.apply_retention(as_of timestamptz DEFAULT now(), at_most integer DEFAULT 200000)
RETURNS TABLE (table_name text, deleted bigint, older_than timestamptz, more boolean)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
    with_timescale CONSTANT boolean := to_regclass('timescaledb_information.hypertables') IS NOT NULL;
    chunked boolean := false;
    policy record;
    by_policy text[] := '{}';
    slice_end timestamptz;
    kept record;
BEGIN
    PERFORM tachograph.refuse_bounds(as_of, at_most);
    PERFORM tachograph.lock_task('retention');
    IF with_timescale THEN
        -- Its bound on what a transaction may change of columnar chunks is for mistakes; here at_most is the bound.
        PERFORM set_config('timescaledb.max_tuples_decompressed_per_dml_transaction', '0', true);
        FOR policy IN SELECT * FROM tachograph.policies(as_of) LOOP
            IF policy.fault IS NOT NULL THEN
                RAISE WARNING 'the % policy of % (job % of TimescaleDB) %', policy.kind, policy.table_name, policy.job_id,
                    policy.fault || CASE policy.kind WHEN 'retention' THEN ': housekeeping deletes instead' ELSE '' END;
            ELSIF policy.kind = 'retention' THEN
                by_policy := by_policy || policy.table_name;
            END IF;
        END LOOP;
    END IF;
    FOR kept IN
        SELECT c.relname::text AS name, a.attname AS of_time, r.keep
        FROM tachograph.retention r
        JOIN pg_class c ON c.relnamespace = 'tachograph'::regnamespace AND c.relkind IN ('r', 'p')
            AND (c.relname = r.resolution OR c.relname LIKE '%\_' || r.resolution AND r.time_column = 'window_start')
        JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped AND a.attname = r.time_column
        WHERE r.keep IS NOT NULL
        ORDER BY 1
    LOOP
        IF with_timescale THEN
            CONTINUE WHEN kept.name = ANY (by_policy);
            EXECUTE 'SELECT EXISTS (SELECT FROM timescaledb_information.hypertables '
                'WHERE hypertable_schema = ''tachograph'' AND hypertable_name = $1)'
                INTO chunked USING kept.name;
        END IF;
        table_name := kept.name;
        older_than := as_of - kept.keep;
        IF chunked THEN
            -- Rows of columnar chunks have no place to be found by. So whole windows, the oldest: about at_most rows.
            EXECUTE format('SELECT max(o.oldest) FROM (SELECT %2$I FROM tachograph.%1$I WHERE %2$I < $1 ORDER BY 1 '
                'LIMIT $2) AS o (oldest)', kept.name, kept.of_time) INTO slice_end USING older_than, at_most;
            EXECUTE format('DELETE FROM tachograph.%1$I WHERE %2$I <= $1', kept.name, kept.of_time) USING slice_end;
            GET DIAGNOSTICS deleted = ROW_COUNT;
            EXECUTE format('SELECT EXISTS (SELECT FROM tachograph.%1$I WHERE %2$I < $1)', kept.name, kept.of_time)
                INTO more USING older_than;
            RETURN NEXT;
            CONTINUE;
        END IF;
        -- By place in the table: one pass, whatever the key is. A row that moves meanwhile is met the next time.
        EXECUTE format('DELETE FROM tachograph.%1$I WHERE ctid = ANY (ARRAY('
            'SELECT ctid FROM tachograph.%1$I WHERE %2$I < $1 LIMIT $2)) AND %2$I < $1', kept.name, kept.of_time)
            USING older_than, at_most;
        GET DIAGNOSTICS deleted = ROW_COUNT;
        more := deleted >= at_most;
        RETURN NEXT;
    END LOOP;
    DELETE FROM tachograph.window_change c USING tachograph.retention r
    WHERE r.resolution = c.resolution AND c.window_start < as_of - r.keep;
    table_name := 'window_change';
    older_than := NULL;
    more := false;
    GET DIAGNOSTICS deleted = ROW_COUNT;
    RETURN NEXT;
END
$$;

COMMENT ON FUNCTION tachograph.apply_retention(timestamptz, integer) IS
    'Deletes rows that are older than their retention, at most so many of each table (of hypertables whole windows, so '
    'that it may be some more), and says how many there were; more says that there are others, for the caller to call '
    'again in another transaction. Hypertables are left to their retention policy; where that fails, a warning says so, and '
    'the rows are deleted here. Waits while another run is at it.';
