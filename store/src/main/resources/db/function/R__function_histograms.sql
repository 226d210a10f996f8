CREATE OR REPLACE FUNCTION tachograph.histograms(
    metric text,
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
    seconds double precision,
    n bigint,
    sum_seconds double precision,
    min_seconds double precision,
    max_seconds double precision,
    zero_count bigint,
    idx integer[],
    cnt bigint[],
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
BEGIN
    RETURN QUERY
    SELECT greatest(h.bin, from_time), array_to_string(h.names, ' / '), tachograph.labels(histograms.group_by, h.names),
           tachograph.step_seconds(h.bin, from_second, to_second, every), h.n, h.sum_seconds, h.min_seconds, h.max_seconds,
           h.n - coalesce((SELECT sum(c) FROM unnest(b.cnt) AS c), 0)::bigint, b.idx, b.cnt, h.complete
    FROM tachograph.merged_histograms(histograms.metric, from_time, to_time, every,
        ROW(targets, models, clusters, engine_versions, tenants, origins, prompt_bands, histograms.streamed,
            histograms.group_by)::tachograph.selection) h
    CROSS JOIN LATERAL tachograph.counted_buckets(h.counts) b
    WHERE h.n > 0
    ORDER BY h.bin, h.names COLLATE "C";
END
$$;

COMMENT ON FUNCTION tachograph.histograms(
    text, timestamptz, timestamptz, interval, text[], text[], text[], text[], text[], text[], text[], boolean, text[]) IS
    'The latency histogram of a metric over the 10 s windows that start in [from_time, to_time), by step and group: one '
    'row for each that has values. Steps begin at multiples of step since 1970; the first and the last cover what of '
    'them is in the range (seconds). Bucket i covers (2^(i/32), 2^((i+1)/32)] seconds. complete: no window in it can still grow.';
