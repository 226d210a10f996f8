CREATE OR REPLACE FUNCTION tachograph.attainment(
    metric text,
    threshold double precision,
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
    eligible bigint,
    met double precision,
    attainment double precision,
    attainment_low double precision,
    attainment_high double precision,
    exact boolean,
    complete boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
#variable_conflict use_column
DECLARE
    every interval := tachograph.checked_step(from_time, to_time, step);
    edge integer;
    slos bigint[];
BEGIN
    PERFORM tachograph.refuse_unknown('metric', ARRAY[attainment.metric]);
    IF threshold IS NULL OR NOT (threshold > 0 AND threshold < 'infinity') THEN
        RAISE EXCEPTION 'a threshold is a positive number of seconds, not %', coalesce(threshold::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    edge := tachograph.bucket_of(threshold);
    SELECT coalesce(array_agg(s.id), '{}') INTO slos
    FROM tachograph.slo s
    WHERE CASE attainment.metric WHEN 'ttft' THEN s.ttft_seconds WHEN 'tpot' THEN s.tpot_seconds
                                 WHEN 'e2e' THEN s.e2e_seconds END = threshold;
    RETURN QUERY
    WITH bucketed AS (
        SELECT h.*,
               CASE WHEN h.n = 0 OR h.max_seconds <= threshold THEN h.n WHEN h.min_seconds > threshold THEN 0
                   ELSE h.n - tachograph.counted_above(h.counts, edge - 1) END AS below,
               CASE WHEN h.n = 0 OR h.max_seconds <= threshold OR h.min_seconds > threshold THEN 0
                   ELSE tachograph.counted_above(h.counts, edge - 1) - tachograph.counted_above(h.counts, edge) END AS at_edge
        FROM tachograph.merged_histograms(attainment.metric, from_time, to_time, every,
            ROW(targets, models, clusters, engine_versions, tenants, origins, prompt_bands, attainment.streamed,
                attainment.group_by)::tachograph.selection, slos) h
    ), share AS (
        -- A request has many gaps, so of them the share is one of gaps.
        SELECT b.bin, b.names, CASE attainment.metric WHEN 'icl' THEN b.n ELSE b.eligible END AS eligible, b.complete,
               (b.met + b.below)::double precision AS low, b.at_edge
        FROM bucketed b
        WHERE b.n > 0 OR attainment.metric <> 'icl'
    ), measured AS (
        -- Where the threshold is within its bucket, by its logarithm; at the upper end all of the bucket is met.
        SELECT s.*,
               CASE WHEN power(2::double precision, (edge + 1) / 32::double precision) = threshold THEN 1
                   ELSE ln(threshold) / ln(2::double precision) * 32 - edge END AS part
        FROM share s
    )
    SELECT greatest(m.bin, from_time), array_to_string(m.names, ' / '), tachograph.labels(attainment.group_by, m.names),
           m.eligible, m.low + m.at_edge * m.part,
           (m.low + m.at_edge * m.part) / nullif(m.eligible, 0),
           (m.low + CASE WHEN m.part = 1 THEN m.at_edge ELSE 0 END) / nullif(m.eligible, 0),
           (m.low + m.at_edge) / nullif(m.eligible, 0),
           m.part = 1 OR m.at_edge = 0, m.complete
    FROM measured m
    ORDER BY m.bin, m.names COLLATE "C";
END
$$;

COMMENT ON FUNCTION tachograph.attainment(
    text, double precision, timestamptz, timestamptz, interval, text[], text[], text[], text[], text[], text[], text[],
    boolean, text[]) IS
    'Share of the finished requests (cancelled ones apart) that succeeded with a metric of at most threshold seconds, by '
    'step and group; failures, and successes without a value, are misses, but an answer in one piece meets any TPOT. Of '
    'icl the share of the gaps of successful requests, eligible being all of them. Exact where an SLO with this threshold was '
    'counted, where the threshold is the edge of a bucket, or where nothing fell into its bucket (exact); else between '
    'attainment_low and attainment_high, and estimated by where in its bucket the threshold is.';
