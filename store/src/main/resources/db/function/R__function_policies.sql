CREATE OR REPLACE FUNCTION tachograph.policies(as_of timestamptz)
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
