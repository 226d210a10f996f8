-- Every window has its own verdict; a step takes the gravest one of its windows.
CREATE OR REPLACE FUNCTION tachograph.energy_per_token(
    from_time timestamptz,
    to_time timestamptz,
    step interval DEFAULT NULL,
    targets text[] DEFAULT NULL,
    resolution text DEFAULT NULL
)
RETURNS TABLE (
    target text,
    step_start timestamptz,
    reason text,
    energy_joules double precision,
    output_tokens bigint,
    joules_per_token double precision,
    generated_tokens double precision,
    joules_per_generated_token double precision,
    windows bigint,
    valid_windows bigint,
    valid_energy_joules double precision,
    valid_output_tokens bigint
)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
#variable_conflict use_column
BEGIN
    PERFORM tachograph.refuse_range(from_time, to_time);
    resolution := coalesce(resolution, (
        SELECT '1m' FROM tachograph.retention r WHERE r.resolution = '10s' AND r.since > from_time), '10s');
    PERFORM tachograph.refuse_unknown('resolution of energy', ARRAY[resolution]);
    PERFORM tachograph.refuse_step(step);
    PERFORM tachograph.refuse_null('targets', targets);
    RETURN QUERY
    WITH grid AS (
        SELECT b.len,
               date_bin(b.len, from_time + b.len - interval '1 microsecond', timestamptz '2000-01-01Z') AS first,
               to_time - b.len AS last
        FROM (SELECT CASE resolution WHEN '10s' THEN interval '10 seconds' WHEN '1m' THEN interval '1 minute' END) b (len)
    ),
    request_window AS (
        SELECT series_id, window_start, complete, output_tokens
        FROM tachograph.request_window_10s WHERE resolution = '10s'
        UNION ALL
        SELECT series_id, window_start, complete, output_tokens
        FROM tachograph.request_window_1m WHERE resolution = '1m'
    ),
    gpu_window AS (
        SELECT gpu, window_start, complete, energy_joules, energy_seconds
        FROM tachograph.gpu_window_10s WHERE resolution = '10s'
        UNION ALL
        SELECT gpu, window_start, complete, energy_joules, energy_seconds
        FROM tachograph.gpu_window_1m WHERE resolution = '1m'
    ),
    engine_window AS (
        SELECT w.target, w.window_start, w.generation_tokens
        FROM tachograph.engine_window_10s w WHERE resolution = '10s'
        UNION ALL
        SELECT w.target, w.window_start, w.generation_tokens
        FROM tachograph.engine_window_1m w WHERE resolution = '1m'
    ),
    assigned AS (
        SELECT a.gpu, a.target, s.window_start,
               range_agg(tstzrange(a.valid_from, a.known_until))
                   @> tstzrange(s.window_start, s.window_start + g.len) AS whole,
               count(*) OVER (PARTITION BY a.gpu, s.window_start) > 1 AS shared
        FROM tachograph.gpu_assignment a
        CROSS JOIN grid g
        CROSS JOIN LATERAL generate_series(
            greatest(g.first, date_bin(g.len, a.valid_from, timestamptz '2000-01-01Z')),
            least(g.last, a.known_until - interval '1 microsecond'),
            g.len) s (window_start)
        WHERE a.gpu IN (
            SELECT wanted.gpu FROM tachograph.gpu_assignment wanted
            WHERE coalesce(cardinality(targets), 0) = 0 OR wanted.target = ANY (targets))
          -- One that expires before it begins, by two clocks, is no range and not in force.
          AND (a.known_until >= a.valid_from) IS NOT FALSE
        GROUP BY a.gpu, a.target, s.window_start, g.len
    ),
    power AS (
        SELECT a.target, a.window_start,
               sum(w.energy_joules) AS joules,
               bool_or(a.shared) AS shared,
               bool_or(NOT a.whole) AS changed,
               -- Half a millisecond for sums of binary fractions.
               bool_or(w.energy_seconds IS NULL
                   OR w.energy_seconds < extract(epoch FROM g.len)::double precision - 0.0005) AS gap,
               bool_or(NOT w.complete) AS open
        FROM assigned a
        CROSS JOIN grid g
        LEFT JOIN gpu_window w ON w.gpu = a.gpu AND w.window_start = a.window_start
        GROUP BY a.target, a.window_start
    ),
    requests AS (
        SELECT s.target, w.window_start, sum(w.output_tokens)::bigint AS tokens, bool_or(NOT w.complete) AS open
        FROM request_window w
        JOIN tachograph.series s ON s.id = w.series_id
        CROSS JOIN grid g
        WHERE w.window_start >= g.first AND w.window_start <= g.last
        GROUP BY s.target, w.window_start
    ),
    judged AS (
        SELECT coalesce(p.target, r.target) AS target,
               coalesce(p.window_start, r.window_start) AS window_start,
               p.joules,
               coalesce(r.tokens, 0) AS tokens,
               CASE
                   WHEN p.target IS NULL THEN 1
                   WHEN p.shared THEN 2
                   WHEN p.changed THEN 3
                   WHEN coalesce(r.open, false) OR coalesce(p.open, false) THEN 4
                   WHEN p.gap THEN 5
               END AS fault
        FROM power p
        FULL JOIN requests r ON r.target = p.target AND r.window_start = p.window_start
    ),
    summed AS (
        SELECT j.target,
               date_bin(coalesce(step, to_time - from_time), j.window_start, from_time) AS step_start,
               min(j.fault) AS fault,
               sum(j.joules) AS joules,
               sum(j.tokens)::bigint AS tokens,
               CASE WHEN count(e.generation_tokens) = count(*) THEN sum(e.generation_tokens) END AS generated,
               count(*) AS windows,
               count(*) FILTER (WHERE j.fault IS NULL) AS valid_windows,
               sum(j.joules) FILTER (WHERE j.fault IS NULL) AS valid_joules,
               coalesce(sum(j.tokens) FILTER (WHERE j.fault IS NULL), 0)::bigint AS valid_tokens
        FROM judged j
        LEFT JOIN engine_window e ON e.target = j.target AND e.window_start = j.window_start
        WHERE coalesce(cardinality(targets), 0) = 0 OR j.target = ANY (targets)
        GROUP BY 1, 2
    )
    SELECT s.target,
           s.step_start,
           CASE s.fault
               WHEN 1 THEN 'no assignment'
               WHEN 2 THEN 'GPU shared'
               WHEN 3 THEN 'assignment changed'
               WHEN 4 THEN 'not complete'
               WHEN 5 THEN 'gap in samples'
               ELSE CASE WHEN s.tokens = 0 THEN 'no tokens' END
           END,
           CASE WHEN s.fault IS NULL THEN s.joules END,
           s.tokens,
           CASE WHEN s.fault IS NULL THEN s.joules / nullif(s.tokens, 0) END,
           s.generated,
           CASE WHEN s.fault IS NULL THEN s.joules / nullif(s.generated, 0) END,
           s.windows,
           s.valid_windows,
           s.valid_joules,
           s.valid_tokens
    FROM summed s
    ORDER BY s.target, s.step_start;
END
$$;

COMMENT ON FUNCTION tachograph.energy_per_token(timestamptz, timestamptz, interval, text[], text) IS
    'Energy of the GPUs assigned to a target divided by its output tokens, per target and step of [from_time, to_time), '
    'over whole windows of the resolution (10s or 1m; by default 10s, unless these were not written then). Where a window of the step '
    'cannot be trusted, the figure is NULL and reason says why: no assignment, GPU shared, assignment changed, not '
    'complete, gap in samples, no tokens. What '
    'the windows without a fault add up to stands in the valid_ columns. output_tokens are those of requests that '
    'Tachograph saw; generated_tokens those that the engine counted, whoever asked.';
