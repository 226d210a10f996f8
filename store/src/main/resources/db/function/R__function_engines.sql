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
    prompt_throughput double precision,
    generation_throughput double precision,
    cached_share double precision,
    counted_seconds double precision,
    covered_seconds double precision,
    n bigint,
    complete boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
    every CONSTANT interval := tachograph.checked_step(from_time, to_time, step);
    short CONSTANT boolean := tachograph.reads_ten_seconds(from_time, to_time, every);
BEGIN
    PERFORM tachograph.refuse_null('targets', targets);
    RETURN QUERY
    WITH w AS (
        SELECT * FROM tachograph.engine_window_10s WHERE short
        UNION ALL
        SELECT * FROM tachograph.engine_window_1m WHERE NOT short
    )
    SELECT greatest(from_time, date_bin(every, w.window_start, timestamptz '1970-01-01Z')),
           w.target,
           (array_agg(w.engine ORDER BY w.window_start DESC))[1],
           (array_agg(w.engine_version ORDER BY w.window_start DESC))[1],
           tachograph.ratio_of_sums(point(w.running_mean * w.covered_seconds, w.covered_seconds)),
           max(w.running_max),
           tachograph.ratio_of_sums(point(w.waiting_mean * w.covered_seconds, w.covered_seconds)),
           max(w.waiting_max),
           tachograph.ratio_of_sums(point(w.kv_cache_usage_mean * w.covered_seconds, w.covered_seconds)),
           max(w.kv_cache_usage_max),
           sum(w.prompt_tokens),
           sum(w.cached_prompt_tokens),
           sum(w.generation_tokens),
           sum(w.requests_finished),
           sum(w.requests_aborted),
           sum(w.requests_failed),
           sum(w.preemptions),
           tachograph.ratio_of_sums(point(w.prompt_tokens, w.counted_seconds)),
           tachograph.ratio_of_sums(point(w.generation_tokens, w.counted_seconds)),
           tachograph.ratio_of_sums(point(w.cached_prompt_tokens, w.prompt_tokens)),
           sum(w.counted_seconds),
           sum(w.covered_seconds),
           sum(w.samples)::bigint,
           bool_and(w.complete)
    FROM w
    WHERE w.window_start >= from_time AND w.window_start < to_time
      AND (coalesce(cardinality(targets), 0) = 0 OR w.target = ANY (targets))
    GROUP BY 1, w.target
    ORDER BY 1, w.target COLLATE "C";
END
$$;

COMMENT ON FUNCTION tachograph.engines(timestamptz, timestamptz, interval, text[]) IS
    'What engines said in the windows that start in [from_time, to_time), by step and target: means weighted by the time that '
    'is known (covered_seconds), largest values, increases of counters, and rates by the time that the counters are of '
    '(counted_seconds), whoever asked. Of windows of 10 s where the step (or the range) is under a minute, of 1 min '
    'otherwise. NULL where nothing is known.';
