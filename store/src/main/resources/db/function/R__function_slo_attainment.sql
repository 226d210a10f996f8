CREATE OR REPLACE FUNCTION tachograph.slo_attainment(
    slo text,
    from_time timestamptz,
    to_time timestamptz,
    step interval DEFAULT NULL,
    targets text[] DEFAULT NULL,
    models text[] DEFAULT NULL,
    clusters text[] DEFAULT NULL,
    engine_versions text[] DEFAULT NULL,
    tenants text[] DEFAULT NULL,
    origins text[] DEFAULT NULL,
    prompt_bands text[] DEFAULT NULL,
    streamed boolean DEFAULT NULL,
    group_by text[] DEFAULT NULL)
RETURNS TABLE (
    "time" timestamptz,
    name text,
    labels jsonb,
    slo_id bigint,
    ttft_seconds double precision,
    tpot_seconds double precision,
    e2e_seconds double precision,
    eligible bigint,
    met bigint,
    attainment double precision,
    goodput double precision,
    complete boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET jit = off -- As in merged_histograms.
AS $$
#variable_conflict use_column
DECLARE
    every interval := tachograph.checked_step(from_time, to_time, step);
    from_second bigint := tachograph.first_second(from_time);
    to_second bigint := tachograph.first_second(to_time);
    slos bigint[] := (SELECT array_agg(s.id) FROM tachograph.slo s WHERE s.name = slo_attainment.slo);
    sel tachograph.selection := ROW(targets, models, clusters, engine_versions, tenants, origins, prompt_bands,
        slo_attainment.streamed, slo_attainment.group_by);
    template CONSTANT text := 'SELECT {g} AS g, {bin} AS bin, c.slo_id, c.eligible, c.met, w.complete FROM {windows} '
        'CROSS JOIN LATERAL unnest(w.slos) c WHERE c.slo_id = ANY ($1) AND {chosen}';
    query text;
BEGIN
    PERFORM tachograph.refuse_unknown('SLO', ARRAY[slo]);
    query := tachograph.tiled_query(template, template, sel, from_time, to_time, every);
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
        SELECT greatest(s.bin, $2), array_to_string(m.names, ' / '), tachograph.labels($3, m.names), s.slo_id, o.ttft_seconds,
               o.tpot_seconds, o.e2e_seconds, s.eligible, s.met, s.met::double precision / nullif(s.eligible, 0),
               s.met / tachograph.step_seconds(s.bin, $4, $5, $6), s.complete
        FROM summed s
        JOIN (SELECT DISTINCT g, names FROM member) m USING (g)
        JOIN tachograph.slo o ON o.id = s.slo_id
        ORDER BY s.bin, m.names COLLATE "C", s.slo_id
        $sql$, tachograph.group_members(sel), query)
    USING slos, from_time, slo_attainment.group_by, from_second, to_second, every;
END
$$;

COMMENT ON FUNCTION tachograph.slo_attainment(
    text, timestamptz, timestamptz, interval, text[], text[], text[], text[], text[], text[], text[], boolean, text[]) IS
    'Share of the finished requests (cancelled ones apart) that met a configured SLO, by step and group, counted '
    'exactly; goodput is how many did per second. A definition of the SLO (its thresholds) is a row of its own: counts '
    'of different thresholds are never added.';
