CREATE OR REPLACE FUNCTION tachograph.burn_rate(
    slo text,
    objective double precision,
    windows interval[],
    at timestamptz DEFAULT now(),
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
    "window" interval,
    name text,
    labels jsonb,
    slo_id bigint,
    ttft_seconds double precision,
    tpot_seconds double precision,
    e2e_seconds double precision,
    eligible bigint,
    met bigint,
    attainment double precision,
    burn_rate double precision,
    complete boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    IF objective IS NULL OR NOT (objective > 0 AND objective < 1) THEN
        RAISE EXCEPTION 'an objective is between 0 and 1, not %', objective USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF (cardinality(windows) > 0 AND interval '0' < ALL (windows)) IS NOT TRUE THEN
        RAISE EXCEPTION 'windows are lengths of time, not %', coalesce(windows::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN QUERY
    SELECT wanted.length, a.name, a.labels, a.slo_id, a.ttft_seconds, a.tpot_seconds, a.e2e_seconds, a.eligible, a.met,
           a.attainment, (1 - a.attainment) / (1 - objective), a.complete
    FROM unnest(windows) WITH ORDINALITY AS wanted (length, place)
    CROSS JOIN LATERAL tachograph.slo_attainment(burn_rate.slo, at - wanted.length, at, NULL, targets, models, clusters,
        engine_versions, tenants, origins, prompt_bands, streamed, group_by) WITH ORDINALITY a
    ORDER BY wanted.place, a.ordinality;
END
$$;

COMMENT ON FUNCTION tachograph.burn_rate(
    text, double precision, interval[], timestamptz, text[], text[], text[], text[], text[], text[], text[], boolean,
    text[]) IS
    'How fast an SLO''s error budget is used up over the windows that end at a time, by group and definition of the SLO: '
    '(1 - attainment) / (1 - objective); 1 uses up just the budget. NULL without requests.';
