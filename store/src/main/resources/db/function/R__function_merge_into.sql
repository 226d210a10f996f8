-- Merges to one level from a lower one, or (NULL) from series.
CREATE OR REPLACE FUNCTION tachograph.merge_into(of_level text, from_level text, resolution text, windows timestamptz[])
RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET work_mem = '64MB'
SET jit = off
-- A join by expressions is thought to have few rows, and so to be cheap by time alone or for each row anew: minutes.
SET enable_nestloop = off
SET enable_mergejoin = off
AS $$
DECLARE
    lower_series CONSTANT text := CASE WHEN from_level IS NULL THEN 'tachograph.series s' ELSE format(
        '(SELECT * FROM tachograph.merged_series WHERE level = %L) s', from_level) END;
    dimensions CONSTANT text := format($sql$
        CASE WHEN %1$L LIKE '%%model%%' THEN s.model ELSE '' END, CASE WHEN %1$L LIKE '%%origin%%' THEN s.origin ELSE '' END,
        CASE WHEN %1$L LIKE '%%prompt_band%%' THEN s.prompt_band ELSE '' END, %1$L LIKE '%%streamed%%' AND s.streamed
        $sql$, of_level);
    plain text;
    sums text;
    counts text;
    gathered text;
    counted text;
    written text;
    merged bigint;
BEGIN
    EXECUTE format($sql$
        INSERT INTO tachograph.merged_series (level, model, origin, prompt_band, streamed)
        SELECT %1$L, %2$s FROM %3$s
        EXCEPT
        SELECT m.level, m.model, m.origin, m.prompt_band, m.streamed FROM tachograph.merged_series m
        $sql$, of_level, dimensions, lower_series);

    -- A column that a later version adds is merged by its type and the end of its name.
    SELECT string_agg(quote_ident(a.attname), ', '), string_agg(CASE
            WHEN a.attname LIKE '%\_min\_seconds' THEN format('min(%I) AS %1$I', a.attname)
            WHEN a.attname LIKE '%\_max\_seconds' THEN format('max(%I) AS %1$I', a.attname)
            WHEN a.atttypid = 'boolean'::regtype THEN format('bool_and(%I) AS %1$I', a.attname)
            ELSE format('sum(%I) AS %1$I', a.attname)
        END, ', ') INTO plain, sums
    FROM pg_attribute a
    WHERE a.attrelid = 'tachograph.merged_window_1m'::regclass AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attname NOT IN ('series_id', 'window_start', 'slos') AND a.attname NOT LIKE '%\_counts';
    SELECT string_agg(format('%s_counts', m.metric), ', '),
           string_agg(format(CASE WHEN from_level IS NULL
               THEN 'array_agg(ROW(coalesce(%1$s_buckets, %2$s_buckets))) FILTER (WHERE %1$s_n > 0) AS %1$s_histograms'
               ELSE 'sum(coalesce(%1$s_counts, %2$s_counts)) FILTER (WHERE %1$s_n > 0) AS %1$s_counts' END, m.metric,
               coalesce(m.like_metric, m.metric)), ', '),
           string_agg(CASE WHEN from_level IS NULL THEN tachograph.counting(m.metric || '_histograms') || ' AS ' ELSE '' END
               || m.metric || '_counts', ', '),
           -- NULL where they are those of the other metric, as in a row of series; 0 where all values are zero.
           string_agg(format('CASE WHEN %1$s_n > 0 THEN nullif(coalesce(%1$s_counts, 0), %2$s) END', m.metric,
               coalesce(m.like_metric || '_counts', 'NULL')), ', ')
        INTO counts, gathered, counted, written
    FROM tachograph.latency_metric m;

    -- By the ends as well: by these, tables in chunks are read in part.
    EXECUTE format($sql$
        WITH source AS MATERIALIZED (
            SELECT m.id AS merged_id, w.*
            FROM tachograph.%1$s_%2$s w
            JOIN %3$s ON s.id = w.series_id
            JOIN tachograph.merged_series m
                ON (m.level, m.model, m.origin, m.prompt_band, m.streamed) = (%4$L, %5$s)
            WHERE w.window_start = ANY ($1) AND w.window_start BETWEEN $2 AND $3
        ), summed AS (
            SELECT merged_id, window_start, %6$s, %7$s FROM source GROUP BY 1, 2
        ), with_counts AS MATERIALIZED (
            SELECT merged_id, window_start, %8$s, %9$s FROM summed
        ), of_slos AS (
            SELECT merged_id, window_start, array_agg(ROW(slo_id, eligible, met, ttft_met, tpot_met, e2e_met)::tachograph.slo_count
                       ORDER BY slo_id) AS slos
            FROM (SELECT merged_id, window_start, c.slo_id, sum(c.eligible)::bigint AS eligible, sum(c.met)::bigint AS met,
                         sum(c.ttft_met)::bigint AS ttft_met, sum(c.tpot_met)::bigint AS tpot_met,
                         sum(c.e2e_met)::bigint AS e2e_met
                  FROM source, unnest(slos) c GROUP BY 1, 2, 3) of_slo
            GROUP BY 1, 2
        )
        INSERT INTO tachograph.merged_window_%2$s (series_id, window_start, slos, %8$s, %10$s)
        SELECT merged_id, window_start, slos, %8$s, %11$s
        FROM with_counts LEFT JOIN of_slos USING (merged_id, window_start)
        ORDER BY 2, 1
        $sql$, CASE WHEN from_level IS NULL THEN 'request_window' ELSE 'merged_window' END, resolution, lower_series, of_level,
        dimensions, sums, gathered, plain, counted, counts, written)
    USING windows, (SELECT min(w) FROM unnest(windows) AS w), (SELECT max(w) FROM unnest(windows) AS w);
    GET DIAGNOSTICS merged = ROW_COUNT;
    RETURN merged;
END
$$;

COMMENT ON FUNCTION tachograph.merge_into(text, text, text, timestamptz[]) IS 'Part of merge_windows.';
