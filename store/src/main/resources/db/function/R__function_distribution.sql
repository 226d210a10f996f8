SET LOCAL check_function_bodies = off;

CREATE OR REPLACE FUNCTION tachograph.distribution(
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
    above double precision,
    up_to double precision,
    count bigint,
    n bigint,
    complete boolean)
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
    SELECT h."time", h.name, h.labels, b.above, b.up_to, b.count, h.n, h.complete
    FROM tachograph.histograms($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) WITH ORDINALITY h
    CROSS JOIN LATERAL (
        SELECT 0, 0, h.zero_count WHERE h.zero_count > 0
        UNION ALL
        SELECT power(2, u.i / 32.0), power(2, (u.i + 1) / 32.0), u.c FROM unnest(h.idx, h.cnt) AS u (i, c)
    ) AS b (above, up_to, count)
    ORDER BY h.ordinality, b.up_to
$$;

COMMENT ON FUNCTION tachograph.distribution(
    text, timestamptz, timestamptz, interval, text[], text[], text[], text[], text[], text[], text[], boolean, text[]) IS
    'How many values of a metric fell into (above, up_to] seconds, by step and group: the buckets of histograms() that hold '
    'something, n values together. Values of zero or less are those of above 0, up_to 0.';
