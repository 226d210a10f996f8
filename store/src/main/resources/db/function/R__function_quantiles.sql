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
BEGIN
    IF (cardinality(q) > 0 AND 0 < ALL (q) AND 1 >= ALL (q)) IS NOT TRUE THEN
        RAISE EXCEPTION 'quantiles are numbers in (0, 1], not %', coalesce(q::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN QUERY
    SELECT h."time", h.name, h.labels, wanted.quantile,
           tachograph.histogram_quantile(
               wanted.quantile, h.zero_count, h.min_seconds, h.max_seconds, h.idx, h.cnt),
           h.n, h.sum_seconds / h.n, h.min_seconds, h.max_seconds, h.complete
    FROM tachograph.histograms(metric, from_time, to_time, step, targets, models, clusters, engine_versions, tenants,
             origins, prompt_bands, streamed, group_by) WITH ORDINALITY h
    CROSS JOIN unnest(q) WITH ORDINALITY AS wanted (quantile, place)
    ORDER BY h.ordinality, wanted.place;
END
$$;

COMMENT ON FUNCTION tachograph.quantiles(
    text, double precision[], timestamptz, timestamptz, interval, text[], text[], text[], text[], text[], text[], text[],
    boolean, text[]) IS
    'Quantiles of a metric over the 10 s windows that start in [from_time, to_time), by step and group, from merged '
    'histograms: seconds, each within 1.1 % of the exact nearest-rank value. Beside each quantile the number of values, '
    'their mean, the smallest and the largest.';
