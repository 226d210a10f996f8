-- Histograms merged over targets ahead of time, so that a fleet's quantiles over months are read from few rows. They are
-- only ever a shortcut: a window that changed after it was merged is marked in the transaction that changed it, and
-- readers take a marked window from the histograms of its series. So answers do not depend on when merging runs, or
-- whether it does.

CREATE TABLE tachograph.window_change (
    resolution text NOT NULL,
    window_start timestamptz NOT NULL
);

CREATE INDEX window_change_window ON tachograph.window_change (resolution, window_start);

COMMENT ON TABLE tachograph.window_change IS
    'Windows with rows that are not in the merged histograms yet: one row for each write, without a key, so that writers '
    'never wait for each other. The writer adds rows in the transaction of the windows, merge_windows removes them.';
COMMENT ON COLUMN tachograph.window_change.resolution IS 'Length of the windows: 1m, 1h or 1d.';
COMMENT ON COLUMN tachograph.window_change.window_start IS 'Inclusive start of the window.';

CREATE TABLE tachograph.merged_series (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    level text NOT NULL,
    model text NOT NULL,
    origin text NOT NULL,
    prompt_band text NOT NULL,
    streamed boolean NOT NULL,
    CONSTRAINT merged_series_dimensions UNIQUE (level, model, origin, prompt_band, streamed)
);

COMMENT ON TABLE tachograph.merged_series IS 'What histograms are merged over.';
COMMENT ON COLUMN tachograph.merged_series.id IS 'What merged histograms refer to.';
COMMENT ON COLUMN tachograph.merged_series.level IS
    'Which dimensions are kept, as "model, origin, prompt_band, streamed": any of the last three, the first alone, or all. '
    'The others are empty or false.';
COMMENT ON COLUMN tachograph.merged_series.model IS 'Model name.';
COMMENT ON COLUMN tachograph.merged_series.origin IS 'Who asked.';
COMMENT ON COLUMN tachograph.merged_series.prompt_band IS 'Workload band by prompt length.';
COMMENT ON COLUMN tachograph.merged_series.streamed IS 'Whether a streamed answer was asked for.';

CREATE TABLE tachograph.merged_histogram_1m (
    LIKE tachograph.latency_histogram_1m INCLUDING COMMENTS,
    complete boolean NOT NULL,
    PRIMARY KEY (series_id, metric, window_start)
);

CREATE INDEX merged_histogram_1m_start ON tachograph.merged_histogram_1m USING brin (window_start)
    WITH (pages_per_range = 16, autosummarize = on);

COMMENT ON COLUMN tachograph.merged_histogram_1m.series_id IS 'The merged_series.';
COMMENT ON COLUMN tachograph.merged_histogram_1m.complete IS 'Every window in it was complete.';

CREATE TABLE tachograph.merged_histogram_1h (LIKE tachograph.merged_histogram_1m INCLUDING ALL);
CREATE TABLE tachograph.merged_histogram_1d (LIKE tachograph.merged_histogram_1m INCLUDING ALL);

COMMENT ON TABLE tachograph.merged_histogram_1m IS
    'latency_histogram_1m merged over targets. Read it through the functions: a window that changed since is marked in '
    'window_change.';
COMMENT ON TABLE tachograph.merged_histogram_1h IS 'As merged_histogram_1m, of latency_histogram_1h.';
COMMENT ON TABLE tachograph.merged_histogram_1d IS 'As merged_histogram_1m, of latency_histogram_1d.';

-- What was written before there were marks.
INSERT INTO tachograph.window_change SELECT DISTINCT '1m', window_start FROM tachograph.request_window_1m;
INSERT INTO tachograph.window_change SELECT DISTINCT '1h', window_start FROM tachograph.request_window_1h;
INSERT INTO tachograph.window_change SELECT DISTINCT '1d', window_start FROM tachograph.request_window_1d;

-- Merges to one level from a lower one, or (NULL) from the histograms of series.
CREATE FUNCTION tachograph.merge_into(of_level text, from_level text, resolution text, windows timestamptz[])
RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET work_mem = '64MB'
AS $$
DECLARE
    series text := CASE WHEN from_level IS NULL THEN 'SELECT * FROM tachograph.series'
        ELSE format('SELECT * FROM tachograph.merged_series WHERE level = %L', from_level) END;
    histograms text := format(
        CASE WHEN from_level IS NULL
            THEN 'SELECT h.*, w.complete FROM tachograph.latency_histogram_%1$s h '
                'JOIN tachograph.request_window_%1$s w USING (series_id, window_start) '
                'WHERE h.window_start = ANY ($1) AND w.window_start = ANY ($1)'
            ELSE 'SELECT h.* FROM tachograph.merged_histogram_%1$s h WHERE h.window_start = ANY ($1)' END,
        resolution);
    merged bigint;
BEGIN
    EXECUTE format($sql$
        WITH kept AS MATERIALIZED (
            SELECT s.id AS source,
                   CASE WHEN %3$L LIKE '%%model%%' THEN s.model ELSE '' END AS model,
                   CASE WHEN %3$L LIKE '%%origin%%' THEN s.origin ELSE '' END AS origin,
                   CASE WHEN %3$L LIKE '%%prompt_band%%' THEN s.prompt_band ELSE '' END AS prompt_band,
                   %3$L LIKE '%%streamed%%' AND s.streamed AS streamed
            FROM (%2$s) s
        ), made AS (
            INSERT INTO tachograph.merged_series (level, model, origin, prompt_band, streamed)
            SELECT %3$L, k.model, k.origin, k.prompt_band, k.streamed
            FROM kept k
            EXCEPT
            SELECT m.level, m.model, m.origin, m.prompt_band, m.streamed FROM tachograph.merged_series m
            RETURNING *
        ), merged AS (
            SELECT * FROM tachograph.merged_series WHERE level = %3$L UNION ALL SELECT * FROM made
        ), source AS MATERIALIZED (
            SELECT m.id, h.*
            FROM (%4$s) h
            JOIN kept k ON k.source = h.series_id
            JOIN merged m USING (model, origin, prompt_band, streamed)
        ), bucket AS (
            SELECT id, metric, window_start, i, sum(c)::bigint AS c
            FROM (SELECT id, metric, window_start, unnest(idx) AS i, unnest(cnt) AS c FROM source) held
            GROUP BY 1, 2, 3, 4
        ), buckets AS (
            SELECT id, metric, window_start, array_agg(i ORDER BY i) AS idx, array_agg(c ORDER BY i) AS cnt
            FROM bucket
            GROUP BY 1, 2, 3
        ), ends AS (
            SELECT id, metric, window_start, sum(n)::bigint AS n, sum(sum_seconds) AS sum_seconds,
                   coalesce(min(min_seconds) FILTER (WHERE n > 0), 0) AS min_seconds,
                   coalesce(max(max_seconds) FILTER (WHERE n > 0), 0) AS max_seconds,
                   sum(zero_count)::bigint AS zero_count, bool_and(complete) AS complete
            FROM source
            GROUP BY 1, 2, 3
        )
        INSERT INTO tachograph.merged_histogram_%1$s
            (series_id, metric, window_start, n, sum_seconds, min_seconds, max_seconds, zero_count, idx, cnt, complete)
        SELECT e.id, e.metric, e.window_start, e.n, e.sum_seconds, e.min_seconds, e.max_seconds, e.zero_count,
               coalesce(b.idx, '{}'), coalesce(b.cnt, '{}'), e.complete
        FROM ends e
        LEFT JOIN buckets b USING (id, metric, window_start)
        ORDER BY e.window_start
        $sql$, resolution, series, of_level, histograms) USING windows;
    GET DIAGNOSTICS merged = ROW_COUNT;
    RETURN merged;
END
$$;

COMMENT ON FUNCTION tachograph.merge_into(text, text, text, timestamptz[]) IS 'Part of merge_windows.';

CREATE FUNCTION tachograph.merge_windows(as_of timestamptz DEFAULT now(), at_most integer DEFAULT 1000)
RETURNS TABLE (resolution text, windows bigint, histograms bigint)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    changed timestamptz[];
    length interval;
    level text;
    lower_level text;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended('tachograph.merge_windows', 0)) THEN
        RETURN; -- another one is at it
    END IF;
    FOREACH resolution IN ARRAY ARRAY['1m', '1h', '1d'] LOOP
        length := resolution::interval;
        -- Marks that are deleted here were committed, and so were their windows: what follows sees them. Marks that
        -- are not committed yet stay.
        WITH due AS (
            SELECT DISTINCT c.window_start FROM tachograph.window_change c
            WHERE c.resolution = merge_windows.resolution AND c.window_start <= as_of - length
            ORDER BY 1
            LIMIT at_most
        ), taken AS (
            DELETE FROM tachograph.window_change c USING due d
            WHERE c.resolution = merge_windows.resolution AND c.window_start = d.window_start
        )
        SELECT array_agg(d.window_start) INTO changed FROM due d;
        CONTINUE WHEN changed IS NULL;

        EXECUTE format('DELETE FROM tachograph.merged_histogram_%s WHERE window_start = ANY ($1)', resolution)
            USING changed;
        histograms := 0;
        -- From many rows to few, each from the fewest that will do.
        FOR level, lower_level IN VALUES
            ('model, origin, prompt_band, streamed', NULL),
            ('model', 'model, origin, prompt_band, streamed'),
            ('origin, prompt_band, streamed', 'model, origin, prompt_band, streamed'),
            ('origin, prompt_band', 'origin, prompt_band, streamed'),
            ('origin, streamed', 'origin, prompt_band, streamed'),
            ('prompt_band, streamed', 'origin, prompt_band, streamed'),
            ('origin', 'origin, prompt_band'),
            ('prompt_band', 'origin, prompt_band'),
            ('streamed', 'origin, streamed'),
            ('', 'streamed')
        LOOP
            histograms := histograms + tachograph.merge_into(level, lower_level, resolution, changed);
        END LOOP;
        windows := cardinality(changed);
        RETURN NEXT;
    END LOOP;
END
$$;

COMMENT ON FUNCTION tachograph.merge_windows(timestamptz, integer) IS
    'Merges the histograms of windows that changed and have ended, at most so many windows of each length, and says how '
    'many. For housekeeping, once a minute or more often; when another run is at it, does nothing.';
