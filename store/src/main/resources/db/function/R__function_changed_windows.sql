CREATE OR REPLACE FUNCTION tachograph.changed_windows(of_resolution text, within tstzmultirange)
RETURNS tstzmultirange
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
    SELECT coalesce(range_agg(DISTINCT tstzrange(c.window_start, c.window_start + of_resolution::interval)), '{}')
    FROM tachograph.window_change c
    WHERE c.resolution = of_resolution AND c.window_start >= lower(within) AND c.window_start < upper(within)
$$;

COMMENT ON FUNCTION tachograph.changed_windows(text, tstzmultirange) IS 'Windows that changed since they were merged.';
