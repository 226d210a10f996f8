CREATE OR REPLACE FUNCTION tachograph.gpus(
    from_time timestamptz,
    to_time timestamptz,
    step interval DEFAULT NULL,
    gpus text[] DEFAULT NULL,
    nodes text[] DEFAULT NULL,
    targets text[] DEFAULT NULL)
RETURNS TABLE (
    "time" timestamptz,
    gpu text,
    node text,
    product text,
    gpu_index integer,
    worked_for text[],
    power_watts_mean double precision,
    power_watts_max double precision,
    utilization_mean double precision,
    utilization_max double precision,
    memory_used_bytes_mean double precision,
    memory_used_bytes_max double precision,
    memory_total_bytes bigint,
    temperature_celsius_mean double precision,
    temperature_celsius_max double precision,
    sm_clock_mhz_mean double precision,
    sm_clock_mhz_max double precision,
    throttled_share double precision,
    energy_joules double precision,
    energy_seconds double precision,
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
    PERFORM tachograph.refuse_null('gpus', $4);
    PERFORM tachograph.refuse_null('nodes', nodes);
    PERFORM tachograph.refuse_null('targets', $6);
    RETURN QUERY
    WITH w AS (
        SELECT * FROM tachograph.gpu_window_10s WHERE short
        UNION ALL
        SELECT * FROM tachograph.gpu_window_1m WHERE NOT short
    ), summed AS (
        SELECT greatest(from_time, date_bin(every, w.window_start, timestamptz '1970-01-01Z')) AS bin,
               w.gpu,
               (array_agg(w.node ORDER BY w.window_start DESC))[1] AS node,
               (array_agg(w.name ORDER BY w.window_start DESC))[1] AS product,
               (array_agg(w.gpu_index ORDER BY w.window_start DESC))[1] AS gpu_index,
               min(w.window_start) AS since,
               max(w.window_start) AS until,
               tachograph.ratio_of_sums(point(w.power_watts_mean * w.covered_seconds, w.covered_seconds))
                   AS power_watts_mean,
               max(w.power_watts_max) AS power_watts_max,
               tachograph.ratio_of_sums(point(w.utilization_mean * w.covered_seconds, w.covered_seconds))
                   AS utilization_mean,
               max(w.utilization_max) AS utilization_max,
               tachograph.ratio_of_sums(point(w.memory_used_bytes_mean * w.covered_seconds, w.covered_seconds))
                   AS memory_used_bytes_mean,
               max(w.memory_used_bytes_max) AS memory_used_bytes_max,
               max(w.memory_total_bytes) AS memory_total_bytes,
               tachograph.ratio_of_sums(point(w.temperature_celsius_mean * w.covered_seconds, w.covered_seconds))
                   AS temperature_celsius_mean,
               max(w.temperature_celsius_max) AS temperature_celsius_max,
               tachograph.ratio_of_sums(point(w.sm_clock_mhz_mean * w.covered_seconds, w.covered_seconds))
                   AS sm_clock_mhz_mean,
               max(w.sm_clock_mhz_max) AS sm_clock_mhz_max,
               tachograph.ratio_of_sums(point(w.throttled_share * w.covered_seconds, w.covered_seconds))
                   AS throttled_share,
               sum(w.energy_joules) AS energy_joules,
               sum(w.energy_seconds) AS energy_seconds,
               sum(w.covered_seconds) AS covered_seconds,
               sum(w.samples)::bigint AS n,
               bool_and(w.complete) AS complete
        FROM w
        WHERE w.window_start >= from_time AND w.window_start < to_time
          AND (coalesce(cardinality($4), 0) = 0 OR w.gpu = ANY ($4))
          AND (coalesce(cardinality(nodes), 0) = 0 OR w.node = ANY (nodes))
        GROUP BY 1, w.gpu
    )
    SELECT s.bin, s.gpu, s.node, s.product, s.gpu_index, a.worked_for,
           s.power_watts_mean, s.power_watts_max,
           s.utilization_mean, s.utilization_max,
           s.memory_used_bytes_mean, s.memory_used_bytes_max,
           s.memory_total_bytes,
           s.temperature_celsius_mean, s.temperature_celsius_max,
           s.sm_clock_mhz_mean, s.sm_clock_mhz_max,
           s.throttled_share, s.energy_joules, s.energy_seconds, s.covered_seconds, s.n, s.complete
    FROM summed s
    CROSS JOIN LATERAL (
        SELECT coalesce(array_agg(DISTINCT g.target), '{}') AS worked_for
        FROM tachograph.gpu_assignment g
        WHERE g.gpu = s.gpu AND g.valid_from <= s.until AND coalesce(g.known_until > s.since, true)
    ) a
    WHERE coalesce(cardinality($6), 0) = 0 OR a.worked_for && $6
    ORDER BY s.bin, s.gpu COLLATE "C";
END
$$;

COMMENT ON FUNCTION tachograph.gpus(timestamptz, timestamptz, interval, text[], text[], text[]) IS
    'What GPUs did in the windows that start in [from_time, to_time), by step and device: means weighted by the time that is '
    'known (covered_seconds), largest values, energy, and the targets that each worked for. Of windows of 10 s where the step '
    '(or the range) is under a minute, of 1 min otherwise. NULL where nothing is known.';
