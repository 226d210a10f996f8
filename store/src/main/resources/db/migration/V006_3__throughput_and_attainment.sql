-- Counts, rates and the share of requests that were good enough.

CREATE FUNCTION tachograph.summed_windows(
    from_time timestamptz, to_time timestamptz, step interval, sel tachograph.selection)
RETURNS TABLE (
    bin timestamptz,
    names text[],
    requests bigint,
    ok bigint,
    cancelled bigint,
    input_tokens bigint,
    cached_input_tokens bigint,
    output_tokens bigint,
    kernel_stamped bigint,
    complete boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET jit = off -- As in merged_histograms.
AS $$
DECLARE
    columns CONSTANT text := 'SELECT {g} AS g, {bin} AS bin, requests, ok, cancelled, input_tokens, '
        'cached_input_tokens, output_tokens, kernel_stamped, complete ';
    query text := tachograph.tiled_query(
        columns || 'FROM tachograph.request_window_{r} w {member} WHERE {w}',
        columns || 'FROM tachograph.merged_window_{r} w {member} WHERE {w}', sel, from_time, to_time, step);
BEGIN
    IF query = '' THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE format($sql$
        WITH member AS MATERIALIZED (%1$s), summed AS (
            SELECT g, bin, sum(requests)::bigint AS requests, sum(ok)::bigint AS ok, sum(cancelled)::bigint AS cancelled,
                   sum(input_tokens)::bigint AS input_tokens, sum(cached_input_tokens)::bigint AS cached_input_tokens,
                   sum(output_tokens)::bigint AS output_tokens, sum(kernel_stamped)::bigint AS kernel_stamped,
                   bool_and(complete) AS complete
            FROM (%2$s) part
            GROUP BY 1, 2
        )
        SELECT s.bin, m.names, s.requests, s.ok, s.cancelled, s.input_tokens, s.cached_input_tokens, s.output_tokens,
               s.kernel_stamped, s.complete
        FROM summed s
        JOIN (SELECT DISTINCT g, names FROM member) m USING (g)
        $sql$, tachograph.group_members(sel), query);
END
$$;

COMMENT ON FUNCTION tachograph.summed_windows(timestamptz, timestamptz, interval, tachograph.selection) IS
    'Request windows summed by step and group.';

CREATE FUNCTION tachograph.throughput(
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

CREATE FUNCTION tachograph.slo_sums(
    of_series text,
    of_merged text,
    slos bigint[],
    whole boolean,
    from_time timestamptz,
    to_time timestamptz,
    step interval,
    sel tachograph.selection)
RETURNS TABLE (bin timestamptz, names text[], slo_id bigint, eligible bigint, met bigint, complete boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET jit = off -- As in merged_histograms.
SET enable_mergejoin = off
AS $$
DECLARE
    query text := tachograph.tiled_query(
        of_series, of_merged, sel, from_time, to_time, step, CASE WHEN whole THEN slos ELSE '{}' END);
BEGIN
    IF query = '' THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE format($sql$
        WITH member AS MATERIALIZED (%1$s), summed AS (
            SELECT g, bin, slo_id, sum(eligible)::bigint AS eligible, sum(met)::bigint AS met,
                   bool_and(complete) AS complete
            FROM (%2$s) part
            GROUP BY 1, 2, 3
        )
        SELECT s.bin, m.names, s.slo_id, s.eligible, s.met, s.complete
        FROM summed s
        JOIN (SELECT DISTINCT g, names FROM member) m USING (g)
        $sql$, tachograph.group_members(sel), query) USING slos;
END
$$;

COMMENT ON FUNCTION tachograph.slo_sums(
    text, text, bigint[], boolean, timestamptz, timestamptz, interval, tachograph.selection) IS
    'SLO counts summed by step, group and SLO, by templates (see tiled_query) of g, bin, slo_id, eligible, met, complete; '
    'whole takes from merged windows only those that the SLOs counted as a whole or not at all.';

CREATE FUNCTION tachograph.bucket_of(seconds double precision)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    -- The logarithm may miss an edge by a rounding error; the powers, by which edges are defined, decide.
    SELECT i + CASE WHEN power(2::double precision, (i + 1) / 32::double precision) < seconds THEN 1
                    WHEN power(2::double precision, i / 32::double precision) >= seconds THEN -1
                    ELSE 0 END
    FROM (SELECT ceil(ln(seconds) / ln(2::double precision) * 32)::integer - 1 AS i) guess
$$;

COMMENT ON FUNCTION tachograph.bucket_of(double precision) IS
    'Index of the bucket (2^(i/32), 2^((i+1)/32)] that a positive number of seconds falls into.';

CREATE FUNCTION tachograph.attainment(
    metric text,
    threshold double precision,
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
    eligible bigint,
    met double precision,
    attainment double precision,
    attainment_low double precision,
    attainment_high double precision,
    exact boolean,
    complete boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
#variable_conflict use_column
DECLARE
    every interval := tachograph.checked_step(from_time, to_time, step);
    sel tachograph.selection := ROW(targets, models, clusters, engine_versions, tenants, origins, prompt_bands, streamed,
        group_by);
    -- A window counts once, by any of them; one that an SLO was not there for from its start, by none.
    counts CONSTANT text :=
        'SELECT {g} AS g, {bin} AS bin, 0::bigint AS slo_id, 0::bigint AS eligible, met, true AS complete FROM ('
        'SELECT series_id, window_start, max(h.%1$I) AS met FROM tachograph.%2$s '
        'WHERE h.slo_id = ANY ($1) AND h.eligible = %3$s AND {h} GROUP BY 1, 2) c {member}';
    -- Of the other windows: what has no value because there was nothing to wait for.
    unvalued CONSTANT text :=
        'SELECT {g} AS g, {bin} AS bin, 0::bigint AS slo_id, 0::bigint AS eligible, one_piece AS met, true AS complete '
        'FROM tachograph.%1$s_{r} w {member} WHERE {w} AND NOT EXISTS (SELECT FROM tachograph.%2$s_{r} c '
        'WHERE c.slo_id = ANY ($1) AND {c} AND c.series_id = w.series_id AND c.window_start = w.window_start AND %3$s)';
    edge integer;
    slos bigint[];
BEGIN
    PERFORM tachograph.refuse_unknown('metric', ARRAY[attainment.metric]);
    IF threshold IS NULL OR NOT (threshold > 0 AND threshold < 'infinity') THEN
        RAISE EXCEPTION 'a threshold is a positive number of seconds, not %', coalesce(threshold::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    edge := tachograph.bucket_of(threshold);
    SELECT coalesce(array_agg(s.id), '{}') INTO slos
    FROM tachograph.slo s
    WHERE CASE attainment.metric WHEN 'ttft' THEN s.ttft_seconds WHEN 'tpot' THEN s.tpot_seconds
                                 WHEN 'e2e' THEN s.e2e_seconds END = threshold;
    RETURN QUERY
    WITH counted AS (
        SELECT c.bin, c.names, sum(c.met) AS met
        FROM (
            SELECT * FROM tachograph.slo_sums(
                format(counts, attainment.metric || '_met',
                    'slo_count_{r} h JOIN tachograph.request_window_{r} w USING (series_id, window_start)',
                    'w.requests - w.cancelled AND {w}'),
                format(counts, attainment.metric || '_met', 'merged_slo_count_{r} h', 'h.finished'),
                slos, true, from_time, to_time, every, sel)
            WHERE slos <> '{}'
            UNION ALL
            SELECT * FROM tachograph.slo_sums(
                format(unvalued, 'request_window', 'slo_count', 'c.eligible = w.requests - w.cancelled'),
                format(unvalued, 'merged_window', 'merged_slo_count', 'c.eligible > 0'),
                slos, true, from_time, to_time, every, sel)
            WHERE attainment.metric = 'tpot'
        ) c
        GROUP BY 1, 2
    ), bucketed AS (
        SELECT h.bin, h.names, h.n, h.complete,
               CASE WHEN h.max_seconds <= threshold THEN h.n WHEN h.min_seconds > threshold THEN 0
                   ELSE h.zero_count + b.below END AS low,
               CASE WHEN h.max_seconds <= threshold OR h.min_seconds > threshold THEN 0 ELSE b.at_edge END AS at_edge
        FROM tachograph.merged_histograms(attainment.metric, from_time, to_time, every, sel, slos) h
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(u.c) FILTER (WHERE u.i < edge), 0) AS below,
                   coalesce(sum(u.c) FILTER (WHERE u.i = edge), 0) AS at_edge
            FROM unnest(h.idx, h.cnt) AS u (i, c)
        ) b
    ), share AS (
        SELECT w.bin, w.names, w.requests - w.cancelled AS eligible, w.complete,
               coalesce(c.met, 0) + coalesce(b.low, 0) AS low, coalesce(b.at_edge, 0) AS at_edge
        FROM tachograph.summed_windows(from_time, to_time, every, sel) w
        LEFT JOIN counted c ON (c.bin, c.names) = (w.bin, w.names)
        LEFT JOIN bucketed b ON (b.bin, b.names) = (w.bin, w.names)
        WHERE attainment.metric <> 'icl'
        UNION ALL
        -- A request has many gaps, so the share is one of gaps.
        SELECT b.bin, b.names, b.n, b.complete, b.low, b.at_edge
        FROM bucketed b
        WHERE attainment.metric = 'icl'
    ), measured AS (
        -- Where the threshold is within its bucket, by its logarithm; at the upper end all of the bucket is met.
        SELECT s.*,
               CASE WHEN power(2::double precision, (edge + 1) / 32::double precision) = threshold THEN 1
                   ELSE ln(threshold) / ln(2::double precision) * 32 - edge END AS part
        FROM share s
    )
    SELECT greatest(m.bin, from_time), array_to_string(m.names, ' / '), tachograph.labels(attainment.group_by, m.names),
           m.eligible, (m.low + m.at_edge * m.part)::double precision,
           ((m.low + m.at_edge * m.part) / nullif(m.eligible, 0))::double precision,
           ((m.low + CASE WHEN m.part = 1 THEN m.at_edge ELSE 0 END) / nullif(m.eligible, 0))::double precision,
           ((m.low + m.at_edge) / nullif(m.eligible, 0))::double precision,
           m.part = 1 OR m.at_edge = 0, m.complete
    FROM measured m
    ORDER BY m.bin, m.names COLLATE "C";
END
$$;

COMMENT ON FUNCTION tachograph.attainment(
    text, double precision, timestamptz, timestamptz, interval, text[], text[], text[], text[], text[], text[], text[],
    boolean, text[]) IS
    'Share of the finished requests (cancelled ones apart) that succeeded with a metric of at most threshold seconds, by '
    'step and group; failures, and successes without a value, are misses, but an answer in one piece meets any TPOT. Of '
    'icl the share of the gaps of successful requests, eligible being all of them. Exact where an SLO with this threshold was '
    'counted, where the threshold is the edge of a bucket, or where nothing fell into its bucket (exact); else between '
    'attainment_low and attainment_high, and estimated by where in its bucket the threshold is.';
