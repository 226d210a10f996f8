CREATE OR REPLACE FUNCTION tachograph.load_tests(
    from_time timestamptz,
    to_time timestamptz,
    targets text[] DEFAULT NULL,
    models text[] DEFAULT NULL)
RETURNS TABLE (
    run text,
    label text,
    target text,
    model text,
    engine_version text,
    arrivals text,
    workload text,
    started_at timestamptz,
    measured_seconds double precision,
    offered bigint,
    ok bigint,
    failed bigint,
    request_throughput double precision,
    output_throughput double precision,
    ttft_p50_seconds double precision,
    ttft_p99_seconds double precision,
    tpot_p50_seconds double precision,
    tpot_p99_seconds double precision,
    e2e_p50_seconds double precision,
    e2e_p99_seconds double precision,
    attainment double precision,
    client_bound boolean,
    partial boolean,
    has_report boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    PERFORM tachograph.refuse_range(from_time, to_time);
    PERFORM tachograph.refuse_null('targets', targets);
    PERFORM tachograph.refuse_null('models', models);
    RETURN QUERY
    SELECT t.run, t.label, t.target, t.model, t.engine_version, t.arrivals, t.workload, t.started_at, t.measured_seconds,
           t.offered, t.ok, t.failed, t.request_throughput, t.output_throughput, t.ttft_p50_seconds, t.ttft_p99_seconds,
           t.tpot_p50_seconds, t.tpot_p99_seconds, t.e2e_p50_seconds, t.e2e_p99_seconds, t.attainment, t.client_bound,
           t.partial, t.result IS NOT NULL
    FROM tachograph.load_test t
    WHERE t.started_at >= from_time AND t.started_at < to_time
      AND (coalesce(cardinality(targets), 0) = 0 OR t.target = ANY (targets))
      AND (coalesce(cardinality(models), 0) = 0 OR t.model = ANY (models))
    ORDER BY t.started_at DESC, t.run COLLATE "C" DESC;
END
$$;

COMMENT ON FUNCTION tachograph.load_tests(timestamptz, timestamptz, text[], text[]) IS
    'Load tests that began in [from_time, to_time), newest first.';
