CREATE OR REPLACE FUNCTION tachograph.known_names(of_what text)
RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    RETURN CASE of_what
        WHEN 'metric' THEN (SELECT coalesce(array_agg(m.metric ORDER BY m.metric), '{}') FROM tachograph.latency_metric m)
        WHEN 'ranked metric' THEN ARRAY['ttft', 'tpot', 'e2e', 'output_throughput', 'error_rate']
        WHEN 'statistic' THEN ARRAY['p50', 'p95', 'value']
        WHEN 'origin' THEN ARRAY['probe', 'load', 'gateway', 'imported', 'traced', 'unknown']
        WHEN 'prompt band' THEN ARRAY['short', 'medium', 'long', 'very_long', 'unknown']
        WHEN 'dimension' THEN ARRAY['target', 'model', 'cluster', 'engine_version', 'tenant', 'origin', 'prompt_band',
            'streamed']
        WHEN 'SLO' THEN (SELECT coalesce(array_agg(DISTINCT s.name ORDER BY s.name), '{}') FROM tachograph.slo s)
        WHEN 'state of an alert' THEN ARRAY['firing', 'resolved']
        WHEN 'severity' THEN ARRAY['page', 'ticket']
        WHEN 'kind of alert' THEN ARRAY['burn_rate', 'telemetry_lost', 'regression']
        WHEN 'verdict' THEN ARRAY['better', 'worse', 'no_evidence', 'insufficient_data']
        WHEN 'resolution of energy' THEN ARRAY['10s', '1m']
    END;
END
$$;

COMMENT ON FUNCTION tachograph.known_names(text) IS 'The names that there are of a kind of thing that arguments name.';
