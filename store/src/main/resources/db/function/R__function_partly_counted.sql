CREATE OR REPLACE FUNCTION tachograph.partly_counted(
    resolution text, within tstzmultirange, slos bigint[], merged_chosen text)
RETURNS tstzmultirange
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET jit = off -- As in merged_histograms.
AS $$
DECLARE
    query text;
    found tstzmultirange;
BEGIN
    SELECT string_agg(format($sql$
        SELECT c.window_start
        FROM tachograph.merged_slo_count_%1$s c
        WHERE c.slo_id = ANY ($2) AND c.eligible > 0 AND c.eligible <> c.finished AND %2$s
          AND NOT EXISTS (
              SELECT FROM tachograph.merged_slo_count_%1$s o
              WHERE o.slo_id = ANY ($2) AND o.series_id = c.series_id AND o.window_start = c.window_start
                AND o.eligible = o.finished AND %3$s)
        $sql$, resolution, replace(merged_chosen || ' AND ' || condition, '{a}', 'c'), replace(condition, '{a}', 'o')),
        ' UNION ALL ') INTO query
    FROM tachograph.range_conditions(within, NULL);
    EXECUTE format('SELECT range_agg(DISTINCT tstzrange(window_start, window_start + $1)) FROM (%s) w', query)
        INTO found USING resolution::interval, slos;
    RETURN coalesce(found, '{}');
END
$$;

COMMENT ON FUNCTION tachograph.partly_counted(text, tstzmultirange, bigint[], text) IS
    'Windows in which some requests of a merged series were counted by these SLOs and others were not: it does not know '
    'which, its series do.';
