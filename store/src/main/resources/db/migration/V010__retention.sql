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

CREATE FUNCTION tachograph.apply_retention(as_of timestamptz DEFAULT now(), at_most integer DEFAULT 200000)
RETURNS TABLE (table_name text, deleted bigint, older_than timestamptz, more boolean)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    kept record;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended('tachograph.apply_retention', 0)) THEN
        RETURN; -- another one is at it
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
        table_name := kept.name;
        older_than := as_of - kept.keep;
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
    'Deletes rows that are older than their retention, at most so many of each table, and says how many there were; more '
    'says that there are others, for the caller to call again in another transaction. Nothing when another run is at it.';

DO $$
BEGIN
    PERFORM tachograph.grant_roles();
END
$$;
