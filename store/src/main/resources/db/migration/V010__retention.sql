-- How long rows are kept, and the deletion of those that are older.

CREATE TABLE tachograph.retention (
    resolution text PRIMARY KEY CHECK (resolution IN ('10s', '1m', '1h', '1d', 'ranking')),
    keep interval CHECK (keep > interval '0'),
    since timestamptz
);

COMMENT ON TABLE tachograph.retention IS
    'How long rows are kept: settings, to be updated in place. Readers take it into account: where short windows are no '
    'longer kept, a range begins and ends at longer ones.';
COMMENT ON COLUMN tachograph.retention.resolution IS
    'Tables of this suffix (request_window_10s, gpu_window_10s, …), or the table of this name.';
COMMENT ON COLUMN tachograph.retention.keep IS 'Age at which rows are deleted; NULL for never.';
COMMENT ON COLUMN tachograph.retention.since IS
    'Older rows may have been deleted when keep was shorter; NULL when it never was. Set with every longer keep; readers '
    'use longer windows before it.';

INSERT INTO tachograph.retention (resolution, keep) VALUES
    ('10s', '7 days'), ('1m', '90 days'), ('1h', '3 years'), ('1d', NULL), ('ranking', '90 days');

CREATE FUNCTION tachograph.remember_deleted()
RETURNS trigger
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    -- Not now(): the old time may have been applied since this transaction began.
    NEW.since := greatest(OLD.since, clock_timestamp() - OLD.keep);
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION tachograph.remember_deleted() IS 'Sets since in retention: what was deleted does not come back.';

CREATE TRIGGER remember_deleted BEFORE UPDATE OF keep ON tachograph.retention
    FOR EACH ROW WHEN (OLD.keep < NEW.keep OR OLD.keep IS NOT NULL AND NEW.keep IS NULL)
    EXECUTE FUNCTION tachograph.remember_deleted();

CREATE FUNCTION tachograph.policies(as_of timestamptz)
RETURNS TABLE (table_name text, kind text, job_id integer, fault text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    IF to_regclass('timescaledb_information.jobs') IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE $sql$
        SELECT j.hypertable_name::text, substring(j.proc_name::text FROM 'policy_(.*)'), j.job_id,
               CASE
                   WHEN NOT j.scheduled THEN 'is not scheduled'
                   WHEN s.last_run_status = 'Failed' THEN 'failed when it last ran'
                   WHEN j.proc_name = 'policy_retention' AND EXISTS (
                       SELECT FROM timescaledb_information.chunks c
                       WHERE (c.hypertable_schema, c.hypertable_name) = (j.hypertable_schema, j.hypertable_name)
                         AND c.range_end < $1 - (j.config ->> 'drop_after')::interval - 2 * j.schedule_interval)
                       THEN 'left chunks that it was to drop'
               END
        FROM timescaledb_information.jobs j
        LEFT JOIN timescaledb_information.job_stats s USING (job_id)
        WHERE j.hypertable_schema = 'tachograph' AND j.proc_name LIKE 'policy\_%'
        ORDER BY 1, 2
        $sql$ USING as_of;
END
$$;

COMMENT ON FUNCTION tachograph.policies(timestamptz) IS
    'The policies of TimescaleDB on the tables of this schema, with what is wrong with one, NULL when nothing is. A retention '
    'policy is judged by what it leaves, too: a server without background workers runs none, and has no failure to show.';

CREATE FUNCTION tachograph.apply_retention(as_of timestamptz DEFAULT now(), at_most integer DEFAULT 200000)
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
            AND c.relname LIKE CASE r.resolution WHEN 'ranking' THEN 'ranking' ELSE '%\_' || r.resolution END
        JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
            AND a.attname = CASE WHEN r.resolution = 'ranking' THEN 'window_end' ELSE 'window_start' END
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

DO $$
BEGIN
    PERFORM tachograph.grant_roles();
END
$$;
