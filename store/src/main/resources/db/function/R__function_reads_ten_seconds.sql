CREATE OR REPLACE FUNCTION tachograph.reads_ten_seconds(from_time timestamptz, to_time timestamptz, step interval)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
    SELECT coalesce(step, to_time - from_time) < interval '1 minute' AND tachograph.finest(from_time) <= 10
$$;

COMMENT ON FUNCTION tachograph.reads_ten_seconds(timestamptz, timestamptz, interval) IS
    'Whether what GPUs and engines did is read from windows of 10 s, not of 1 min: where the step, or the range without one, '
    'is shorter than those, and windows of 10 s are kept.';
