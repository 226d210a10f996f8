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
SET enable_sort = off -- Entries would be sorted to be grouped by bucket, of which there are few.
AS $$
DECLARE
    arrays CONSTANT text := 'array_agg(place - 1024) AS idx, array_agg(c) AS cnt'; -- Zero is the first, where there is any.
    merged text;
    template text;
    query text;
BEGIN
    PERFORM tachograph.refuse_unknown('metric', ARRAY[metric]);
    SELECT format('SELECT {g} AS g, {bin} AS bin, %1$s_n AS n, %1$s_sum_seconds AS sum_seconds, %1$s_min_seconds AS '
            'min_seconds, %1$s_max_seconds AS max_seconds, CASE WHEN %1$s_n > 0 THEN coalesce(%1$s_buckets, %2$s_buckets) END '
            'AS buckets, complete FROM {windows} WHERE {chosen}', m.metric, coalesce(m.like_metric, m.metric)) INTO template
    FROM tachograph.latency_metric m WHERE m.metric = merged_histograms.metric;
    IF cardinality(but_counted_by) > 0 THEN
        -- Of the merged windows that are read here, all requests were counted or none.
        template := template || ' AND NOT EXISTS (SELECT FROM unnest(w.slos) c WHERE c.slo_id = ANY ($1) '
            'AND c.eligible = w.requests - w.cancelled)';
    END IF;
    query := tachograph.tiled_query(template, sel, from_time, to_time, step, but_counted_by);
    IF query = '' THEN
        RETURN;
    END IF;
    IF step IS NULL THEN
        merged := 'SELECT g, bin, ' || arrays || ' FROM ('
            'SELECT g, bin, entry >> 19 AS place, sum(entry & 524287) AS c '
            'FROM (SELECT g, bin, unnest(buckets) AS entry FROM part) e GROUP BY 1, 2, 3 ORDER BY 1, 2, 3) bucket GROUP BY 1, 2';
    ELSE
        -- Many small groups, each by itself, are summed in a third of the time that one large hash table takes.
        merged := 'SELECT g, bin, of_cell.* FROM ('
            'SELECT g, bin, array_agg(ROW(buckets)) AS histograms FROM part GROUP BY 1, 2) cell CROSS JOIN LATERAL ('
            'SELECT ' || arrays || ' FROM (SELECT place, c FROM ('
            'SELECT entry >> 19 AS place, sum(entry & 524287) AS c '
            'FROM (SELECT unnest(b) AS entry FROM unnest(histograms) AS h (b integer[])) e GROUP BY 1) b ORDER BY +place) bucket) '
            'of_cell';
    END IF;
    RETURN QUERY EXECUTE format($sql$
        WITH member AS MATERIALIZED (%1$s), part AS MATERIALIZED (%2$s), summed AS (
            SELECT g, bin, sum(n)::bigint AS n, sum(sum_seconds) AS sum_seconds, min(min_seconds) AS min_seconds,
                   max(max_seconds) AS max_seconds, bool_and(complete) AS complete
            FROM part
            GROUP BY 1, 2
        ), merged AS (%3$s)
        SELECT s.bin, m.names, s.n, s.sum_seconds, s.min_seconds, s.max_seconds,
               CASE WHEN b.idx[1] = -1024 THEN b.cnt[1] ELSE 0 END,
               CASE WHEN b.idx[1] = -1024 THEN b.idx[2:] ELSE b.idx END,
               CASE WHEN b.idx[1] = -1024 THEN b.cnt[2:] ELSE b.cnt END, s.complete
        FROM summed s
        JOIN (SELECT DISTINCT g, names FROM member) m USING (g)
        JOIN merged b USING (g, bin)
        WHERE s.n > 0
        $sql$, tachograph.group_members(sel), query, merged) USING but_counted_by;
END
$$;

COMMENT ON FUNCTION tachograph.merged_histograms(
    text, timestamptz, timestamptz, interval, tachograph.selection, bigint[]) IS
    'Histograms merged by step and group, but for the windows whose requests were counted by one of these SLOs.';
