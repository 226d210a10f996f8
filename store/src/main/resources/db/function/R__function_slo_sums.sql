CREATE OR REPLACE FUNCTION tachograph.slo_sums(
    template text,
    slos bigint[],
    whole boolean,
    from_time timestamptz,
    to_time timestamptz,
    step interval,
    sel tachograph.selection)
RETURNS TABLE (bin timestamptz, names text[], slo_id bigint, eligible bigint, met bigint, complete boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET jit = off -- As in merged_histograms.
AS $$
DECLARE
    query text := tachograph.tiled_query(
        template, sel, from_time, to_time, step, CASE WHEN whole THEN slos ELSE '{}' END);
BEGIN
    IF query = '' THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE format($sql$
        WITH member AS MATERIALIZED (%1$s), summed AS (
            SELECT g, bin, slo_id, sum(eligible)::bigint AS eligible, sum(met)::bigint AS met,
                   bool_and(complete) AS complete
            FROM (%2$s) part
            GROUP BY 1, 2, 3
        )
        SELECT s.bin, m.names, s.slo_id, s.eligible, s.met, s.complete
        FROM summed s
        JOIN (SELECT DISTINCT g, names FROM member) m USING (g)
        $sql$, tachograph.group_members(sel), query) USING slos;
END
$$;

COMMENT ON FUNCTION tachograph.slo_sums(
    text, bigint[], boolean, timestamptz, timestamptz, interval, tachograph.selection) IS
    'SLO counts summed by step, group and SLO, by a template (see tiled_query) of g, bin, slo_id, eligible, met, complete; '
    'whole takes from merged windows only those that the SLOs counted as a whole or not at all.';
