CREATE OR REPLACE FUNCTION tachograph.finest(at timestamptz)
RETURNS integer
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    RETURN coalesce((
        SELECT min(extract(epoch FROM r.resolution::interval)::integer)
        FROM tachograph.retention r
        WHERE r.resolution IN ('10s', '1m', '1h') AND (r.keep IS NULL OR at >= now() - r.keep)
          AND (r.since IS NULL OR at >= r.since)), 86400);
END
$$;

COMMENT ON FUNCTION tachograph.finest(timestamptz) IS
    'Length of the shortest windows that are kept for so long, seconds.';
