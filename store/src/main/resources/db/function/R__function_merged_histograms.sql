CREATE OR REPLACE FUNCTION tachograph.merged_histograms(
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
