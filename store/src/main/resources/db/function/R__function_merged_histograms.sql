CREATE OR REPLACE FUNCTION tachograph.merged_histograms(
    metric text,
    from_time timestamptz,
    to_time timestamptz,
    step interval,
    sel tachograph.selection,
    slos bigint[] DEFAULT '{}')
RETURNS TABLE (
    bin timestamptz,
    names text[],
    n bigint,
    sum_seconds double precision,
    min_seconds double precision,
    max_seconds double precision,
    counts numeric,
    eligible bigint,
    met bigint,
    complete boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET work_mem = '64MB'
SET jit = off -- The query has many parts, whose compilation takes longer than they do.
SET enable_sort = off -- Entries would be sorted to be grouped by bucket, of which there are few.
AS $$
DECLARE
    -- A window counts once, by any of the SLOs; one that an SLO was not there for from its start, by none.
    counted CONSTANT text := CASE WHEN cardinality(slos) > 0
        THEN format('SELECT max(c.%I) AS met FROM unnest(w.slos) c WHERE c.slo_id = ANY ($1) '
            'AND c.eligible = w.requests - w.cancelled', metric || '_met')
        ELSE 'SELECT NULL::bigint AS met' END;
    columns text;
    histogram text;
    source CONSTANT text := ' FROM {windows} CROSS JOIN LATERAL (' || counted || ') counted WHERE {chosen}';
    query text;
    of_series text;
BEGIN
    PERFORM tachograph.refuse_unknown('metric', ARRAY[metric]);
    SELECT format('SELECT {g} AS g, {bin} AS bin, requests - cancelled AS eligible, complete, coalesce(counted.met, %s) AS met',
               -- Where no SLO counted: what has no value because there was nothing to wait for.
               CASE m.metric WHEN 'tpot' THEN 'one_piece' ELSE '0' END)
           || (SELECT string_agg(format(', CASE WHEN counted.met IS NULL THEN %s_%s END AS %2$s', m.metric, c), '')
               FROM unnest(ARRAY['n', 'sum_seconds', 'min_seconds', 'max_seconds']) AS c),
           format('CASE WHEN counted.met IS NULL AND %1$s_n > 0 THEN coalesce(%1$s_{in}, %2$s_{in}) END', m.metric,
               coalesce(m.like_metric, m.metric))
        INTO columns, histogram
    FROM tachograph.latency_metric m WHERE m.metric = merged_histograms.metric;
    query := tachograph.tiled_query(
        columns || ', ' || replace(histogram, '{in}', 'buckets') || ' AS buckets, NULL::numeric AS counts' || source,
        columns || ', NULL::integer[] AS buckets, ' || replace(histogram, '{in}', 'counts') || ' AS counts' || source,
        sel, from_time, to_time, step, slos);
    IF query = '' THEN
        RETURN;
    END IF;
    -- Buckets of series become numbers as well, once for each group.
    IF step IS NULL THEN
        of_series := 'SELECT g, bin, sum((c || ''e'' || 16 * (place - 1024))::numeric) AS counts FROM ('
            'SELECT g, bin, entry >> 19 AS place, sum(entry & 524287) AS c '
            'FROM (SELECT g, bin, unnest(buckets) AS entry FROM part) e GROUP BY 1, 2, 3) bucket WHERE place > 0 GROUP BY 1, 2';
    ELSE
        of_series := format('SELECT g, bin, %s AS counts FROM ('
            'SELECT g, bin, array_agg(ROW(buckets)) AS histograms FROM part WHERE buckets IS NOT NULL GROUP BY 1, 2) cell',
            tachograph.counting('histograms'));
    END IF;
    RETURN QUERY EXECUTE format($sql$
        WITH member AS MATERIALIZED (%1$s), part AS MATERIALIZED (%2$s), summed AS (
            SELECT g, bin, coalesce(sum(n), 0)::bigint AS n, sum(sum_seconds) AS sum_seconds, min(min_seconds) AS min_seconds,
                   max(max_seconds) AS max_seconds, sum(counts) AS counts, sum(eligible)::bigint AS eligible,
                   sum(met)::bigint AS met, bool_and(complete) AS complete
            FROM part
            GROUP BY 1, 2
        ), of_series AS (%3$s)
        SELECT s.bin, m.names, s.n, s.sum_seconds, s.min_seconds, s.max_seconds,
               coalesce(s.counts, 0) + coalesce(o.counts, 0), s.eligible, s.met, s.complete
        FROM summed s
        JOIN (SELECT DISTINCT g, names FROM member) m USING (g)
        LEFT JOIN of_series o USING (g, bin)
        $sql$, tachograph.group_members(sel), query, of_series) USING slos;
END
$$;

COMMENT ON FUNCTION tachograph.merged_histograms(
    text, timestamptz, timestamptz, interval, tachograph.selection, bigint[]) IS
    'Histograms merged by step and group, their buckets in one number, but for the windows whose requests were counted by one '
    'of these SLOs. For attainment also how many requests were eligible in all windows; and how many met the threshold of the '
    'metric in windows so counted, or had nothing to wait for in others.';
