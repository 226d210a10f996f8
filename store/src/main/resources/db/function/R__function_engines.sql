CREATE OR REPLACE FUNCTION tachograph.engines(
    from_time timestamptz, to_time timestamptz, step interval DEFAULT NULL, targets text[] DEFAULT NULL)
RETURNS TABLE (
    "time" timestamptz,
    target text,
    engine text,
    engine_version text,
    running_mean double precision,
    running_max double precision,
    waiting_mean double precision,
    waiting_max double precision,
    kv_cache_usage_mean double precision,
    kv_cache_usage_max double precision,
    prompt_tokens double precision,
    cached_prompt_tokens double precision,
    generation_tokens double precision,
    requests_finished double precision,
    requests_aborted double precision,
    requests_failed double precision,
    preemptions double precision,
    generation_throughput double precision,
    counted_seconds double precision,
    covered_seconds double precision,
    n bigint,
    complete boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
    minutes CONSTANT boolean := tachograph.finest(from_time) > 10 OR to_time - from_time > interval '6 h';
BEGIN
    PERFORM tachograph.refuse_range(from_time, to_time);
    PERFORM tachograph.refuse_step(step);
    PERFORM tachograph.refuse_null('targets', targets);
    RETURN QUERY
    WITH w AS (
        SELECT * FROM tachograph.engine_window_10s t
        WHERE NOT minutes AND t.window_start >= from_time AND t.window_start < to_time
        UNION ALL
        SELECT * FROM tachograph.engine_window_1m t WHERE minutes AND t.window_start >= from_time AND t.window_start < to_time
    ), binned AS (
        SELECT w.*, CASE WHEN step IS NULL THEN from_time
                         ELSE greatest(from_time, date_bin(step, w.window_start, timestamptz '1970-01-01Z')) END AS bin
        FROM w
        WHERE coalesce(cardinality(targets), 0) = 0 OR w.target = ANY (targets)
    )
    SELECT w.bin, w.target,
           (array_agg(w.engine ORDER BY w.window_start DESC))[1],
           (array_agg(w.engine_version ORDER BY w.window_start DESC))[1],
           sum(w.running_mean * w.covered_seconds) / nullif(sum(w.covered_seconds) FILTER (WHERE w.running_mean IS NOT NULL), 0),
           max(w.running_max),
           sum(w.waiting_mean * w.covered_seconds) / nullif(sum(w.covered_seconds) FILTER (WHERE w.waiting_mean IS NOT NULL), 0),
           max(w.waiting_max),
           sum(w.kv_cache_usage_mean * w.covered_seconds) / nullif(sum(w.covered_seconds) FILTER (WHERE w.kv_cache_usage_mean IS NOT NULL), 0),
           max(w.kv_cache_usage_max),
           sum(w.prompt_tokens),
           sum(w.cached_prompt_tokens),
           sum(w.generation_tokens),
           sum(w.requests_finished),
           sum(w.requests_aborted),
           sum(w.requests_failed),
           sum(w.preemptions),
           sum(w.generation_tokens) / nullif(sum(w.counted_seconds) FILTER (WHERE w.generation_tokens IS NOT NULL), 0),
           sum(w.counted_seconds),
           sum(w.covered_seconds),
           sum(w.samples)::bigint,
           bool_and(w.complete)
    FROM binned w
    GROUP BY w.bin, w.target
    ORDER BY w.bin, w.target COLLATE "C";
END
$$;

COMMENT ON FUNCTION tachograph.engines(timestamptz, timestamptz, interval, text[]) IS
    'What engines said of [from_time, to_time), by step and target: means weighted by the time that is known, largest values, '
    'increases of counters. From windows of 10 s, of ranges over 6 h from minutes.';
