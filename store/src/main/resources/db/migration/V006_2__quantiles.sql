-- Histograms and quantiles of any group over any range.

CREATE FUNCTION tachograph.merged_histograms(
    metric text,
    from_time timestamptz,
    to_time timestamptz,
    step interval,
    sel tachograph.selection,
    but_counted_by bigint[])
RETURNS TABLE (
    bin timestamptz,
    names text[],
    n bigint,
    sum_seconds double precision,
    min_seconds double precision,
    max_seconds double precision,
    zero_count bigint,
    idx integer[],
    cnt bigint[],
    complete boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET work_mem = '64MB'
SET jit = off -- The query has many parts, whose compilation takes longer than they do.
SET enable_mergejoin = off -- By time alone, all series of a window with all of them.
AS $$
DECLARE
    columns CONSTANT text := 'SELECT {g} AS g, {bin} AS bin, n, sum_seconds, min_seconds, max_seconds, zero_count, '
        'complete, ';
    of_series text := columns || 'idx, cnt, NULL::numeric AS packed FROM tachograph.latency_histogram_{r} h '
        'JOIN tachograph.request_window_{r} w USING (series_id, window_start) {member} '
        'WHERE h.metric = $1 AND {h} AND {w}';
    of_merged text := columns || 'NULL::integer[] AS idx, NULL::bigint[] AS cnt, packed '
        'FROM tachograph.merged_histogram_{r} h {member} WHERE h.metric = $1 AND {h}';
    query text;
BEGIN
    PERFORM tachograph.refuse_unknown('metric', ARRAY[metric]);
    IF cardinality(but_counted_by) > 0 THEN
        of_series := of_series || ' AND NOT EXISTS (SELECT FROM tachograph.slo_count_{r} c WHERE c.slo_id = ANY ($2) '
            'AND {c} AND c.series_id = h.series_id AND c.window_start = h.window_start '
            'AND c.eligible = w.requests - w.cancelled)';
        -- Of the windows that are read here, all requests were counted or none.
        of_merged := of_merged || ' AND NOT EXISTS (SELECT FROM tachograph.merged_slo_count_{r} c '
            'WHERE c.slo_id = ANY ($2) AND {c} AND c.series_id = h.series_id AND c.window_start = h.window_start '
            'AND c.eligible > 0)';
    END IF;
    query := tachograph.tiled_query(of_series, of_merged, sel, from_time, to_time, step, but_counted_by);
    IF query = '' THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE format($sql$
        WITH member AS MATERIALIZED (%1$s), part AS MATERIALIZED (%2$s), summed AS MATERIALIZED (
            SELECT g, bin, sum(n)::bigint AS n, sum(sum_seconds) AS sum_seconds,
                   min(min_seconds) FILTER (WHERE n > 0) AS min_seconds,
                   max(max_seconds) FILTER (WHERE n > 0) AS max_seconds,
                   sum(zero_count)::bigint AS zero_count, bool_and(complete) AS complete,
                   sum(packed) AS packed, bool_or(idx IS NOT NULL) AS of_series
            FROM part
            GROUP BY 1, 2
        ), unpacked AS MATERIALIZED (
            SELECT s.g, s.bin, s.of_series, b.idx, b.cnt
            FROM summed s
            CROSS JOIN LATERAL (
                SELECT array_agg(digit.i ORDER BY digit.i) AS idx, array_agg(digit.c ORDER BY digit.i) AS cnt
                FROM (
                    -- Digits in base 10^16 from the last, as bytes: to find one in text is to walk there.
                    SELECT place - scale(s.packed) / 16 AS i,
                           encode(substring(written.digits
                               FROM greatest(1, written.length - 16 * place - 15)
                               FOR least(16, written.length - 16 * place)), 'escape')::bigint AS c
                    FROM (SELECT d.digits, octet_length(d.digits) AS length
                          FROM convert_to(replace(s.packed::text, '.', ''), 'UTF8') AS d (digits)
                          OFFSET 0) written
                    CROSS JOIN LATERAL generate_series(0, (written.length - 1) / 16) AS p (place)
                    OFFSET 0
                ) digit
                WHERE digit.c > 0
            ) b
            WHERE s.packed IS NOT NULL
        ), buckets AS MATERIALIZED (
            SELECT g, bin, array_agg(i ORDER BY i) AS idx, array_agg(c ORDER BY i) AS cnt
            FROM (
                SELECT g, bin, i, sum(c)::bigint AS c
                FROM (SELECT g, bin, unnest(idx) AS i, unnest(cnt) AS c
                      FROM (SELECT g, bin, idx, cnt FROM part WHERE idx IS NOT NULL
                            UNION ALL
                            SELECT g, bin, idx, cnt FROM unpacked WHERE of_series) u) counted
                GROUP BY 1, 2, 3
                HAVING sum(c) > 0
            ) bucket
            GROUP BY 1, 2
            UNION ALL
            SELECT g, bin, idx, cnt FROM unpacked WHERE NOT of_series
        )
        SELECT s.bin, m.names, s.n, s.sum_seconds, s.min_seconds, s.max_seconds, s.zero_count,
               coalesce(b.idx, '{}'), coalesce(b.cnt, '{}'), s.complete
        FROM summed s
        JOIN (SELECT DISTINCT g, names FROM member) m USING (g)
        LEFT JOIN buckets b USING (g, bin)
        WHERE s.n > 0
        $sql$, tachograph.group_members(sel), query) USING metric, but_counted_by;
END
$$;

COMMENT ON FUNCTION tachograph.merged_histograms(
    text, timestamptz, timestamptz, interval, tachograph.selection, bigint[]) IS
    'Histograms merged by step and group, but for the windows whose requests were counted by one of these SLOs.';

CREATE FUNCTION tachograph.labels(group_by text[], names text[])
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN cardinality(group_by) > 0 THEN jsonb_object(group_by, names) ELSE '{}' END
$$;

COMMENT ON FUNCTION tachograph.labels(text[], text[]) IS 'The values of a group by their dimensions.';

CREATE FUNCTION tachograph.step_seconds(bin timestamptz, from_second bigint, to_second bigint, step interval)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT (least(to_second, coalesce(extract(epoch FROM bin) + extract(epoch FROM step), to_second))
        - greatest(from_second, extract(epoch FROM bin)))::double precision
$$;

COMMENT ON FUNCTION tachograph.step_seconds(timestamptz, bigint, bigint, interval) IS
    'How much of the range a step covers, seconds. The ends of the range are those of first_second.';

CREATE FUNCTION tachograph.histograms(
    metric text,
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
    n bigint,
    sum_seconds double precision,
    min_seconds double precision,
    max_seconds double precision,
    zero_count bigint,
    idx integer[],
    cnt bigint[],
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
    SELECT greatest(h.bin, from_time), array_to_string(h.names, ' / '), tachograph.labels(histograms.group_by, h.names),
           tachograph.step_seconds(h.bin, from_second, to_second, every), h.n, h.sum_seconds, h.min_seconds, h.max_seconds,
           h.zero_count, h.idx, h.cnt, h.complete
    FROM tachograph.merged_histograms(histograms.metric, from_time, to_time, every,
        ROW(targets, models, clusters, engine_versions, tenants, origins, prompt_bands, histograms.streamed,
            histograms.group_by)::tachograph.selection, '{}') h
    ORDER BY h.bin, h.names COLLATE "C";
END
$$;

COMMENT ON FUNCTION tachograph.histograms(
    text, timestamptz, timestamptz, interval, text[], text[], text[], text[], text[], text[], text[], boolean, text[]) IS
    'The latency histogram of a metric over the 10 s windows that start in [from_time, to_time), by step and group: one '
    'row for each that has values. Steps begin at multiples of step since 1970; the first and the last cover what of '
    'them is in the range (seconds). Buckets as in latency_histogram_10s. complete: no window in it can still grow.';

CREATE FUNCTION tachograph.quantiles(
    metric text,
    q double precision[],
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
    quantile double precision,
    value double precision,
    n bigint,
    mean double precision,
    min double precision,
    max double precision,
    complete boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
#variable_conflict use_column
BEGIN
    IF (cardinality(q) > 0 AND 0 < ALL (q) AND 1 >= ALL (q)) IS NOT TRUE THEN
        RAISE EXCEPTION 'quantiles are numbers in (0, 1], not %', coalesce(q::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN QUERY
    SELECT h."time", h.name, h.labels, wanted.quantile,
           tachograph.histogram_quantile(
               wanted.quantile, h.zero_count, h.min_seconds, h.max_seconds, h.idx, h.cnt),
           h.n, h.sum_seconds / h.n, h.min_seconds, h.max_seconds, h.complete
    FROM tachograph.histograms(metric, from_time, to_time, step, targets, models, clusters, engine_versions, tenants,
             origins, prompt_bands, streamed, group_by) WITH ORDINALITY h
    CROSS JOIN unnest(q) WITH ORDINALITY AS wanted (quantile, place)
    ORDER BY h.ordinality, wanted.place;
END
$$;

COMMENT ON FUNCTION tachograph.quantiles(
    text, double precision[], timestamptz, timestamptz, interval, text[], text[], text[], text[], text[], text[], text[],
    boolean, text[]) IS
    'Quantiles of a metric over the 10 s windows that start in [from_time, to_time), by step and group, from merged '
    'histograms: seconds, each within 1.1 % of the exact nearest-rank value. Beside each quantile the number of values, '
    'their mean, the smallest and the largest.';
