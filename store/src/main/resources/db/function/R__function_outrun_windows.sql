CREATE OR REPLACE FUNCTION tachograph.outrun_windows(of_resolution text, within tstzmultirange, chosen text)
RETURNS tstzmultirange
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO' -- As in range_conditions.
SET jit = off -- As in merged_histograms.
AS $$
DECLARE
    length CONSTANT interval := of_resolution;
    changed CONSTANT tstzmultirange := within * tachograph.changed_windows(of_resolution, within);
    finer CONSTANT text := CASE of_resolution WHEN '1d' THEN '1h' WHEN '1h' THEN '1m' WHEN '1m' THEN '10s' END;
    query text;
    growing tstzmultirange;
    settled timestamptz;
    fuller tstzmultirange;
BEGIN
    -- Whether a window that did not change since is complete, the fleet's merged row says.
    SELECT string_agg(format('SELECT w.window_start, w.complete FROM tachograph.request_window_%s w WHERE %s',
            of_resolution, replace(chosen || ' AND ' || condition, '{a}', 'w')), ' UNION ALL ') INTO query
    FROM tachograph.range_conditions(changed, NULL);
    EXECUTE format($sql$
        WITH fleet AS (SELECT id FROM tachograph.merged_series WHERE level = ''), of_changed AS (%2$s)
        SELECT range_agg(tstzrange(window_start, window_start + $1)) FILTER (WHERE NOT complete),
               max(window_start) FILTER (WHERE complete)
        FROM (
            SELECT window_start, complete FROM of_changed
            UNION ALL
            SELECT w.window_start, false FROM tachograph.merged_window_%1$s w
            WHERE NOT w.complete AND w.series_id = (SELECT id FROM fleet) AND w.window_start >= %3$L AND w.window_start < %4$L
            UNION ALL
            (SELECT w.window_start, true FROM tachograph.merged_window_%1$s w
             WHERE w.complete AND w.series_id = (SELECT id FROM fleet) AND w.window_start >= %3$L AND w.window_start < %4$L
             ORDER BY w.window_start DESC LIMIT 1)
        ) w
        $sql$, of_resolution, coalesce(query, 'SELECT NULL::timestamptz AS window_start, true AS complete WHERE false'),
        lower(within), upper(within)) INTO growing, settled USING length;
    growing := within * (coalesce(growing, '{}')
        + tstzmultirange(tstzrange(coalesce(settled + length, lower(within)), upper(within))));

    -- Shorter windows may have been deleted, or never written: then the longer ones have more requests.
    SELECT string_agg(format($sql$
        SELECT longer.start
        FROM (
            SELECT w.window_start AS start, sum(w.requests) AS requests
            FROM tachograph.request_window_%1$s w
            WHERE %3$s
            GROUP BY 1
        ) longer
        LEFT JOIN (
            SELECT date_bin($1, f.window_start, '1970-01-01T00:00:00Z') AS start, sum(f.requests) AS requests
            FROM tachograph.request_window_%2$s f
            WHERE %4$s
            GROUP BY 1
        ) finer USING (start)
        WHERE longer.requests > coalesce(finer.requests, 0)
        $sql$, of_resolution, finer, replace(chosen || ' AND ' || condition, '{a}', 'w'),
        replace(chosen || ' AND ' || condition, '{a}', 'f')), ' UNION ALL ') INTO query
    FROM tachograph.range_conditions(growing, NULL);
    IF query IS NOT NULL THEN
        EXECUTE format('SELECT range_agg(tstzrange(start, start + $1)) FROM (%s) w', query) INTO fuller USING length;
    END IF;
    RETURN growing - coalesce(fuller, '{}');
END
$$;

COMMENT ON FUNCTION tachograph.outrun_windows(text, tstzmultirange, text) IS
    'Windows that are not complete, so that shorter ones, which are written more often, may know more requests of the chosen '
    'series; but those of which the next shorter windows know fewer.';
