CREATE OR REPLACE FUNCTION tachograph.quantiles(
    metric text,
    q double precision[],
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
    quantile double precision,
    value double precision,
    n bigint,
    mean double precision,
    min double precision,
    max double precision,
    complete boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
#variable_conflict use_column
DECLARE
    every interval := tachograph.checked_step(from_time, to_time, step);
BEGIN
    IF (cardinality(q) > 0 AND 0 < ALL (q) AND 1 >= ALL (q)) IS NOT TRUE THEN
        RAISE EXCEPTION 'quantiles are numbers in (0, 1], not %', coalesce(q::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN QUERY
    SELECT greatest(h.bin, from_time), array_to_string(h.names, ' / '), tachograph.labels(quantiles.group_by, h.names),
           wanted.quantile, tachograph.counted_quantile(wanted.quantile, h.n, h.min_seconds, h.max_seconds, h.counts),
           h.n, h.sum_seconds / h.n, h.min_seconds, h.max_seconds, h.complete
    FROM tachograph.merged_histograms(quantiles.metric, from_time, to_time, every,
        ROW(targets, models, clusters, engine_versions, tenants, origins, prompt_bands, quantiles.streamed,
            quantiles.group_by)::tachograph.selection) h
    CROSS JOIN unnest(q) WITH ORDINALITY AS wanted (quantile, place)
    WHERE h.n > 0
    ORDER BY h.bin, h.names COLLATE "C", wanted.place;
END
$$;

COMMENT ON FUNCTION tachograph.quantiles(
    text, double precision[], timestamptz, timestamptz, interval, text[], text[], text[], text[], text[], text[], text[],
    boolean, text[]) IS
    'Quantiles of a metric over the 10 s windows that start in [from_time, to_time), by step and group, from merged '
    'histograms: seconds, each within 1.1 % of the exact nearest-rank value. Beside each quantile the number of values, '
    'their mean, the smallest and the largest.';
