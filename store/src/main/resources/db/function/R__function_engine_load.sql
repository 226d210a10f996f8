-- Means are weighted by the time that is known of each window.
CREATE OR REPLACE FUNCTION tachograph.engine_load(
    from_time timestamptz,
    to_time timestamptz,
    step interval DEFAULT NULL,
    targets text[] DEFAULT NULL)
RETURNS TABLE (
    "time" timestamptz,
    target text,
    engine text,
    engine_version text,
    running double precision,
    running_max double precision,
    waiting double precision,
    waiting_max double precision,
    kv_cache_usage double precision,
    kv_cache_usage_max double precision,
    prompt_throughput double precision,
    generation_throughput double precision,
    cached_share double precision,
    preemptions double precision,
    complete boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
#variable_conflict use_column
DECLARE
    every interval := tachograph.checked_step(from_time, to_time, step);
    short boolean := coalesce(every, to_time - from_time) < interval '1 minute' AND tachograph.finest(from_time) <= 10;
BEGIN
    PERFORM tachograph.refuse_null('targets', targets);
    RETURN QUERY
    WITH w AS (
        SELECT * FROM tachograph.engine_window_10s WHERE short
        UNION ALL
        SELECT * FROM tachograph.engine_window_1m WHERE NOT short
    )
    SELECT greatest(from_time, date_bin(every, w.window_start, timestamptz '1970-01-01Z')),
           w.target, max(w.engine), (array_agg(w.engine_version ORDER BY w.window_start DESC))[1],
           sum(w.running_mean * w.covered_seconds)
               / nullif(sum(w.covered_seconds) FILTER (WHERE w.running_mean IS NOT NULL), 0),
           max(w.running_max),
           sum(w.waiting_mean * w.covered_seconds)
               / nullif(sum(w.covered_seconds) FILTER (WHERE w.waiting_mean IS NOT NULL), 0),
           max(w.waiting_max),
           sum(w.kv_cache_usage_mean * w.covered_seconds)
               / nullif(sum(w.covered_seconds) FILTER (WHERE w.kv_cache_usage_mean IS NOT NULL), 0),
           max(w.kv_cache_usage_max),
           sum(w.prompt_tokens) / nullif(sum(w.counted_seconds) FILTER (WHERE w.prompt_tokens IS NOT NULL), 0),
           sum(w.generation_tokens) / nullif(sum(w.counted_seconds) FILTER (WHERE w.generation_tokens IS NOT NULL), 0),
           sum(w.cached_prompt_tokens) / nullif(sum(w.prompt_tokens) FILTER (WHERE w.cached_prompt_tokens IS NOT NULL), 0),
           sum(w.preemptions),
           bool_and(w.complete)
    FROM w
    WHERE w.window_start >= from_time AND w.window_start < to_time
      AND (coalesce(cardinality(targets), 0) = 0 OR w.target = ANY (targets))
    GROUP BY 1, w.target
    ORDER BY 1, w.target COLLATE "C";
END
$$;

COMMENT ON FUNCTION tachograph.engine_load(timestamptz, timestamptz, interval, text[]) IS
    'What the engine of each target said in the windows that start in [from_time, to_time), by step: means by time, '
    'largest values, and tokens per second, whoever asked for them. Of windows of 10 s where the step (or the range) is '
    'under a minute, of 1 min otherwise. NULL where nothing is known.';
