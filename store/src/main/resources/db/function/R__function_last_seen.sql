CREATE OR REPLACE FUNCTION tachograph.last_seen(series bigint)
RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$

    SELECT coalesce(
        greatest(
            (SELECT max(w.window_start) + interval '10 s' FROM tachograph.request_window_10s w WHERE w.series_id = series),
            (SELECT max(w.window_start) + interval '1 min' FROM tachograph.request_window_1m w WHERE w.series_id = series)),
        (SELECT max(w.window_start) + interval '1 h' FROM tachograph.request_window_1h w WHERE w.series_id = series),
        (SELECT max(w.window_start) + interval '1 d' FROM tachograph.request_window_1d w WHERE w.series_id = series))
$$;

COMMENT ON FUNCTION tachograph.last_seen(bigint) IS
    'End of the newest window of a series that is kept; NULL without any. To a minute: the newest minute ends later than now.';
