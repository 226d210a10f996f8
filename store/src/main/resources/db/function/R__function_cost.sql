CREATE OR REPLACE FUNCTION tachograph.cost(
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
    currency text,
    requests bigint,
    input_tokens bigint,
    cached_input_tokens bigint,
    output_tokens bigint,
    input_cost double precision,
    cached_input_cost double precision,
    output_cost double precision,
    cost double precision,
    complete boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
#variable_conflict use_column
DECLARE
    every CONSTANT interval := tachograph.checked_step(from_time, to_time, step);
    shown CONSTANT text[] := coalesce(cost.group_by, '{}');
    -- Prices go by model, and by target and tenant only where there are such: rows by model alone are merged ones.
    parted CONSTANT text[] := shown || ARRAY(
        SELECT d.dimension
        FROM (SELECT coalesce(bool_or(p.target <> ''), false) AS by_target, coalesce(bool_or(p.tenant <> ''), false) AS by_tenant
              FROM tachograph.prices(models) p) there
        CROSS JOIN LATERAL (VALUES ('model', true), ('target', there.by_target), ('tenant', there.by_tenant)) d (dimension, needed)
        WHERE d.needed AND d.dimension <> ALL (shown));
    model_place CONSTANT integer := array_position(parted, 'model');
    target_place CONSTANT integer := array_position(parted, 'target');
    tenant_place CONSTANT integer := array_position(parted, 'tenant');
BEGIN
    RETURN QUERY
    WITH edge AS (
        SELECT from_time AS since
        UNION
        SELECT day.since
        FROM tachograph.prices(models) p
        CROSS JOIN LATERAL (VALUES (p.valid_from::timestamptz), (p.valid_until::timestamptz)) day (since)
        WHERE day.since > from_time AND day.since < to_time
    ), period AS (
        SELECT since, lead(since, 1, to_time) OVER (ORDER BY since) AS until FROM edge
    ), part AS MATERIALIZED (
        SELECT period.since, s.names[:cardinality(shown)] AS names, s.names[model_place] AS model,
               s.names[target_place] AS target, s.names[tenant_place] AS tenant,
               CASE WHEN every IS NULL THEN from_time ELSE greatest(s.bin, from_time) END AS bin,
               s.requests, s.input_tokens - s.cached_input_tokens AS fresh, s.cached_input_tokens AS cached,
               s.output_tokens AS output, s.complete
        FROM period
        CROSS JOIN LATERAL tachograph.summed_windows(period.since, period.until, every,
            ROW(targets, models, clusters, engine_versions, tenants, origins, prompt_bands, cost.streamed,
                parted)::tachograph.selection) s
    ), priced AS MATERIALIZED (
        SELECT of.since, of.model, of.target, of.tenant, coalesce(p.currency, '') AS currency, p.input_per_million / 1e6 AS input,
               coalesce(p.cached_input_per_million, p.input_per_million) / 1e6 AS cached, p.output_per_million / 1e6 AS output
        FROM (SELECT DISTINCT since, model, target, tenant FROM part) of
        LEFT JOIN LATERAL tachograph.price_on(of.since, of.model, of.target, of.tenant) p ON true
    ), summed AS (
        SELECT w.bin, w.names, p.currency, sum(w.requests)::bigint AS requests, sum(w.fresh)::bigint AS fresh,
               sum(w.cached)::bigint AS cached, sum(w.output)::bigint AS output, sum(w.fresh * p.input) AS input_cost,
               sum(w.cached * p.cached) AS cached_cost, sum(w.output * p.output) AS output_cost, bool_and(w.complete) AS complete
        FROM part w
        JOIN priced p ON p.since = w.since AND p.model = w.model AND p.target IS NOT DISTINCT FROM w.target
            AND p.tenant IS NOT DISTINCT FROM w.tenant
        GROUP BY 1, 2, 3
    )
    SELECT s.bin, array_to_string(s.names, ' / '), tachograph.labels(shown, s.names), s.currency, s.requests, s.fresh + s.cached,
           s.cached, s.output, s.input_cost::double precision, s.cached_cost::double precision, s.output_cost::double precision,
           (s.input_cost + s.cached_cost + s.output_cost)::double precision, s.complete
    FROM summed s
    ORDER BY s.bin, s.names COLLATE "C", s.currency;
END
$$;

COMMENT ON FUNCTION tachograph.cost(
    timestamptz, timestamptz, interval, text[], text[], text[], text[], text[], text[], text[], boolean, text[]) IS
    'What the tokens of successful requests cost by the prices of model_price, by step, group and currency. Requests without a '
    'price have rows of their own, with no currency and NULL as cost: every request of throughput is in one row. input_cost is '
    'that of input tokens that no cache had.';
