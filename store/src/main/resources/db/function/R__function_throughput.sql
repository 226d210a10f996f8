CREATE OR REPLACE FUNCTION tachograph.throughput(
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
    requests bigint,
    ok bigint,
    failed bigint,
    cancelled bigint,
    input_tokens bigint,
    cached_input_tokens bigint,
    output_tokens bigint,
    request_throughput double precision,
    output_throughput double precision,
    error_rate double precision,
    kernel_stamped bigint,
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
    SELECT greatest(s.bin, from_time), array_to_string(s.names, ' / '), tachograph.labels(throughput.group_by, s.names),
           long.seconds, s.requests, s.ok, s.requests - s.ok - s.cancelled, s.cancelled, s.input_tokens,
           s.cached_input_tokens, s.output_tokens, s.ok / long.seconds, s.output_tokens / long.seconds,
           (s.requests - s.ok - s.cancelled)::double precision / nullif(s.requests - s.cancelled, 0),
           s.kernel_stamped, s.complete
    FROM tachograph.summed_windows(from_time, to_time, every,
        ROW(targets, models, clusters, engine_versions, tenants, origins, prompt_bands, throughput.streamed,
            throughput.group_by)::tachograph.selection) s
    CROSS JOIN LATERAL tachograph.step_seconds(s.bin, from_second, to_second, every) AS long (seconds)
    ORDER BY s.bin, s.names COLLATE "C";
END
$$;

COMMENT ON FUNCTION tachograph.throughput(
    timestamptz, timestamptz, interval, text[], text[], text[], text[], text[], text[], text[], boolean, text[]) IS
    'Requests and tokens of the 10 s windows that start in [from_time, to_time), by step and group. Throughputs are per '
    'second of the part of the step that is in the range (seconds), of successful requests. error_rate: failed of '
    'finished requests, cancelled ones apart; NULL without any. kernel_stamped: requests whose answer the kernel stamped.';
