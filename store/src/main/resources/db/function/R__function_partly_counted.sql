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
        SELECT w.window_start
        FROM tachograph.merged_window_%1$s w
        WHERE %2$s AND (
            SELECT bool_or(c.eligible > 0) AND bool_and(c.eligible <> w.requests - w.cancelled)
            FROM unnest(w.slos) c WHERE c.slo_id = ANY ($2))
        $sql$, resolution, replace(merged_chosen || ' AND ' || condition, '{a}', 'w')), ' UNION ALL ') INTO query
    FROM tachograph.range_conditions(within, NULL);
    EXECUTE format('SELECT range_agg(DISTINCT tstzrange(window_start, window_start + $1)) FROM (%s) w', query)
        INTO found USING resolution::interval, slos;
    RETURN coalesce(found, '{}');
END
$$;

COMMENT ON FUNCTION tachograph.partly_counted(text, tstzmultirange, bigint[], text) IS
    'Windows in which some requests of a merged series were counted by these SLOs and others were not: it does not know '
    'which, its series do.';
