-- Merges to one level from a lower one, or (NULL) from series.
CREATE OR REPLACE FUNCTION tachograph.merge_into(of_level text, from_level text, resolution text, windows timestamptz[])
RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET work_mem = '64MB'
-- A join by expressions is thought to have few rows, and so to be cheap by time alone or for each row anew: minutes.
SET enable_nestloop = off
SET enable_mergejoin = off
AS $$
DECLARE
    -- What of it each row counts in: source and merged.
    member text := format($sql$
        SELECT s.id AS source, m.id AS merged
        FROM %2$s
        JOIN tachograph.merged_series m ON m.level = %1$L
            AND m.model = CASE WHEN %1$L LIKE '%%model%%' THEN s.model ELSE '' END
            AND m.origin = CASE WHEN %1$L LIKE '%%origin%%' THEN s.origin ELSE '' END
            AND m.prompt_band = CASE WHEN %1$L LIKE '%%prompt_band%%' THEN s.prompt_band ELSE '' END
            AND m.streamed = (%1$L LIKE '%%streamed%%' AND s.streamed)
        $sql$, of_level, CASE WHEN from_level IS NULL THEN 'tachograph.series s' ELSE format(
            '(SELECT * FROM tachograph.merged_series WHERE level = %L) s', from_level) END);
    -- The ends as well: by these, tables in chunks are read in part.
    these CONSTANT text := '{a}.window_start = ANY ($1) AND {a}.window_start BETWEEN $2 AND $3';
    first timestamptz := (SELECT min(w.start) FROM unnest(windows) AS w (start));
    last timestamptz := (SELECT max(w.start) FROM unnest(windows) AS w (start));
    merged bigint;
BEGIN
    EXECUTE format($sql$
        INSERT INTO tachograph.merged_series (level, model, origin, prompt_band, streamed)
        SELECT %1$L, CASE WHEN %1$L LIKE '%%model%%' THEN s.model ELSE '' END,
               CASE WHEN %1$L LIKE '%%origin%%' THEN s.origin ELSE '' END,
               CASE WHEN %1$L LIKE '%%prompt_band%%' THEN s.prompt_band ELSE '' END,
               %1$L LIKE '%%streamed%%' AND s.streamed
        FROM %2$s
        EXCEPT
        SELECT m.level, m.model, m.origin, m.prompt_band, m.streamed FROM tachograph.merged_series m
        $sql$, of_level, CASE WHEN from_level IS NULL THEN 'tachograph.series s' ELSE format(
            '(SELECT * FROM tachograph.merged_series WHERE level = %L) s', from_level) END);

    EXECUTE format($sql$
        INSERT INTO tachograph.merged_window_%1$s (series_id, window_start, requests, ok, cancelled, input_tokens,
            cached_input_tokens, output_tokens, one_piece, kernel_stamped, complete)
        SELECT m.merged, w.window_start, sum(w.requests), sum(w.ok), sum(w.cancelled), sum(w.input_tokens),
               sum(w.cached_input_tokens), sum(w.output_tokens), sum(w.one_piece), sum(w.kernel_stamped),
               bool_and(w.complete)
        FROM tachograph.%2$s_%1$s w
        JOIN (%3$s) m ON m.source = w.series_id
        WHERE %4$s
        GROUP BY 1, 2
        ORDER BY 2, 1
        $sql$, resolution, CASE WHEN from_level IS NULL THEN 'request_window' ELSE 'merged_window' END, member,
        replace(these, '{a}', 'w')) USING windows, first, last;

    EXECUTE format($sql$
        INSERT INTO tachograph.merged_slo_count_%1$s
            (series_id, slo_id, window_start, eligible, met, ttft_met, tpot_met, e2e_met, finished, complete)
        SELECT s.merged, s.slo_id, s.window_start, s.eligible, s.met, s.ttft_met, s.tpot_met, s.e2e_met,
               (SELECT w.requests - w.cancelled FROM tachograph.merged_window_%1$s w
                WHERE w.series_id = s.merged AND w.window_start = s.window_start AND %5$s), s.complete
        FROM (
            SELECT m.merged, c.slo_id, c.window_start, sum(c.eligible) AS eligible, sum(c.met) AS met,
                   sum(c.ttft_met) AS ttft_met, sum(c.tpot_met) AS tpot_met, sum(c.e2e_met) AS e2e_met,
                   bool_and(complete) AS complete
            FROM tachograph.%2$s
            JOIN (%3$s) m ON m.source = series_id
            WHERE %4$s
            GROUP BY 1, 2, 3
        ) s
        ORDER BY 3, 1, 2
        $sql$, resolution, format(CASE WHEN from_level IS NULL
            THEN 'slo_count_%1$s c JOIN tachograph.request_window_%1$s r USING (series_id, window_start)'
            ELSE 'merged_slo_count_%1$s c' END, resolution), member,
        replace(these, '{a}', 'c') || CASE WHEN from_level IS NULL THEN ' AND ' || replace(these, '{a}', 'r') ELSE '' END,
        replace(these, '{a}', 'w')) USING windows, first, last;

    EXECUTE format($sql$
        INSERT INTO tachograph.merged_histogram_%1$s
            (series_id, metric, window_start, n, sum_seconds, min_seconds, max_seconds, zero_count, packed, complete)
        SELECT m.merged, h.metric, h.window_start, sum(h.n), sum(h.sum_seconds),
               coalesce(min(h.min_seconds) FILTER (WHERE h.n > 0), 0),
               coalesce(max(h.max_seconds) FILTER (WHERE h.n > 0), 0),
               sum(h.zero_count), coalesce(sum(h.packed), 0), bool_and(h.complete)
        FROM (%2$s) h
        JOIN (%3$s) m ON m.source = h.series_id
        GROUP BY 1, 2, 3
        ORDER BY 3, 1, 2
        $sql$, resolution, format(CASE WHEN from_level IS NULL
            THEN 'SELECT h.*, w.complete, ' || tachograph.packing('h') || ' AS packed '
                'FROM tachograph.latency_histogram_%1$s h '
                'JOIN tachograph.request_window_%1$s w USING (series_id, window_start) '
                'WHERE %2$s AND %3$s'
            ELSE 'SELECT h.* FROM tachograph.merged_histogram_%1$s h WHERE %2$s' END,
        resolution, replace(these, '{a}', 'h'), replace(these, '{a}', 'w')), member) USING windows, first, last;
    GET DIAGNOSTICS merged = ROW_COUNT;
    RETURN merged;
END
$$;

COMMENT ON FUNCTION tachograph.merge_into(text, text, text, timestamptz[]) IS 'Part of merge_windows.';
