-- Means are weighted by the time that is known of each window.
CREATE OR REPLACE FUNCTION tachograph.gpu_usage(
    from_time timestamptz,
    to_time timestamptz,
    step interval DEFAULT NULL,
    nodes text[] DEFAULT NULL,
    gpus text[] DEFAULT NULL)
RETURNS TABLE (
    "time" timestamptz,
    node text,
    gpu_index integer,
    gpu text,
    name text,
    covered_seconds double precision,
    energy_joules double precision,
    power_watts double precision,
    power_watts_max double precision,
    utilization double precision,
    memory_used_bytes double precision,
    memory_total_bytes bigint,
    temperature_celsius double precision,
    temperature_celsius_max double precision,
    sm_clock_mhz double precision,
    throttled_share double precision,
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
    PERFORM tachograph.refuse_null('nodes', nodes);
    PERFORM tachograph.refuse_null('gpus', gpus);
    RETURN QUERY
    WITH w AS (
        SELECT * FROM tachograph.gpu_window_10s WHERE short
        UNION ALL
        SELECT * FROM tachograph.gpu_window_1m WHERE NOT short
    )
    SELECT greatest(from_time, date_bin(every, w.window_start, timestamptz '1970-01-01Z')),
           max(w.node), max(w.gpu_index), w.gpu, max(w.name), sum(w.covered_seconds), sum(w.energy_joules),
           sum(w.power_watts_mean * w.covered_seconds)
               / nullif(sum(w.covered_seconds) FILTER (WHERE w.power_watts_mean IS NOT NULL), 0),
           max(w.power_watts_max),
           sum(w.utilization_mean * w.covered_seconds)
               / nullif(sum(w.covered_seconds) FILTER (WHERE w.utilization_mean IS NOT NULL), 0),
           sum(w.memory_used_bytes_mean * w.covered_seconds)
               / nullif(sum(w.covered_seconds) FILTER (WHERE w.memory_used_bytes_mean IS NOT NULL), 0),
           max(w.memory_total_bytes),
           sum(w.temperature_celsius_mean * w.covered_seconds)
               / nullif(sum(w.covered_seconds) FILTER (WHERE w.temperature_celsius_mean IS NOT NULL), 0),
           max(w.temperature_celsius_max),
           sum(w.sm_clock_mhz_mean * w.covered_seconds)
               / nullif(sum(w.covered_seconds) FILTER (WHERE w.sm_clock_mhz_mean IS NOT NULL), 0),
           sum(w.throttled_share * w.covered_seconds)
               / nullif(sum(w.covered_seconds) FILTER (WHERE w.throttled_share IS NOT NULL), 0),
           bool_and(w.complete)
    FROM w
    WHERE w.window_start >= from_time AND w.window_start < to_time
      AND (coalesce(cardinality(nodes), 0) = 0 OR w.node = ANY (nodes))
      AND (coalesce(cardinality(gpus), 0) = 0 OR w.gpu = ANY (gpus))
    GROUP BY 1, w.gpu
    ORDER BY 1, max(w.node) COLLATE "C", max(w.gpu_index), w.gpu COLLATE "C";
END
$$;

COMMENT ON FUNCTION tachograph.gpu_usage(timestamptz, timestamptz, interval, text[], text[]) IS
    'What each GPU did in the windows that start in [from_time, to_time), by step: means by time, largest values, and '
    'energy. Of windows of 10 s where the step (or the range) is under a minute, of 1 min otherwise. NULL where nothing '
    'is known; covered_seconds says of how much time something is.';
