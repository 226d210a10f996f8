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
AS $$
#variable_conflict use_column
DECLARE
    every interval := tachograph.checked_step(from_time, to_time, step);
    from_second bigint := tachograph.first_second(from_time);
    to_second bigint := tachograph.first_second(to_time);
    slos bigint[] := (SELECT array_agg(s.id) FROM tachograph.slo s WHERE s.name = slo_attainment.slo);
BEGIN
    PERFORM tachograph.refuse_unknown('SLO', ARRAY[slo]);
    RETURN QUERY
    SELECT greatest(c.bin, from_time), array_to_string(c.names, ' / '),
           tachograph.labels(slo_attainment.group_by, c.names), c.slo_id, o.ttft_seconds, o.tpot_seconds, o.e2e_seconds,
           c.eligible, c.met, c.met::double precision / nullif(c.eligible, 0),
           c.met / tachograph.step_seconds(c.bin, from_second, to_second, every), c.complete
    FROM tachograph.slo_sums(
        'SELECT {g} AS g, {bin} AS bin, c.slo_id, c.eligible, c.met, w.complete FROM {windows} '
        'CROSS JOIN LATERAL unnest(w.slos) c WHERE c.slo_id = ANY ($1) AND {chosen}',
        slos, false, from_time, to_time, every,
        ROW(targets, models, clusters, engine_versions, tenants, origins, prompt_bands, slo_attainment.streamed,
            slo_attainment.group_by)::tachograph.selection) c
    JOIN tachograph.slo o ON o.id = c.slo_id
    ORDER BY c.bin, c.names COLLATE "C", c.slo_id;
END
$$;

COMMENT ON FUNCTION tachograph.slo_attainment(
    text, timestamptz, timestamptz, interval, text[], text[], text[], text[], text[], text[], text[], boolean, text[]) IS
    'Share of the finished requests (cancelled ones apart) that met a configured SLO, by step and group, counted '
    'exactly; goodput is how many did per second. A definition of the SLO (its thresholds) is a row of its own: counts '
    'of different thresholds are never added.';
