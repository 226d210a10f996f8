CREATE OR REPLACE FUNCTION tachograph.usage_cost(
    from_time timestamptz,
    to_time timestamptz,
    sources text[] DEFAULT NULL,
    models text[] DEFAULT NULL,
    tenants text[] DEFAULT NULL)
RETURNS TABLE (
    window_start timestamptz,
    window_end timestamptz,
    source text,
    model text,
    tenant text,
    calls bigint,
    input_tokens bigint,
    cached_input_tokens bigint,
    output_tokens bigint,
    currency text,
    cost double precision,
    told_cost_usd double precision)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT u.window_start, u.window_end, u.source, u.model, u.tenant, u.calls, u.input_tokens, u.cached_input_tokens,
           u.output_tokens, coalesce(p.currency, ''),
           (((u.input_tokens - coalesce(u.cached_input_tokens, 0)) * p.input_per_million
               + coalesce(u.cached_input_tokens, 0) * coalesce(p.cached_input_per_million, p.input_per_million)
               + u.output_tokens * p.output_per_million) / 1e6)::double precision,
           u.cost_usd
    FROM tachograph.usage(from_time, to_time, usage_cost.sources, '{model}', usage_cost.models, usage_cost.tenants) u
    LEFT JOIN LATERAL tachograph.price_on(u.window_start, u.model, NULL, u.tenant) p ON true
    ORDER BY u.window_start DESC, u.source COLLATE "C" DESC, u.model COLLATE "C" DESC, u.tenant COLLATE "C" DESC, u.window_end DESC;
END
$$;

COMMENT ON FUNCTION tachograph.usage_cost(timestamptz, timestamptz, text[], text[], text[]) IS
    'What the tokens of a day cost by the prices of model_price, beside what the source itself says (told_cost_usd), newest '
    'first. cost is NULL without a price, or where the source does not tell the tokens. Never add up sources.';
