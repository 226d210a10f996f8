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
    level text NOT NULL CHECK (level IN ('all', 'cell', 'model')),
    model text NOT NULL,
    origin text NOT NULL,
    prompt_band text NOT NULL,
    streamed boolean NOT NULL,
    CONSTRAINT merged_series_dimensions UNIQUE (level, model, origin, prompt_band, streamed)
);

COMMENT ON TABLE tachograph.merged_series IS 'What histograms are merged over.';
COMMENT ON COLUMN tachograph.merged_series.id IS 'What merged histograms refer to.';
COMMENT ON COLUMN tachograph.merged_series.level IS
    'Which dimensions are kept: all for none, cell for origin, prompt_band and streamed, model for these and the model. '
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

-- Sums one level up: sources is a query of (id, metric, window_start, n, …, idx, cnt), id being the merged series.
CREATE FUNCTION tachograph.merge_into(resolution text, sources text, windows timestamptz[])
RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    merged bigint;
BEGIN
    EXECUTE format($sql$
        WITH source AS MATERIALIZED (%2$s), bucket AS (
            SELECT s.id, s.metric, s.window_start, b.i, sum(b.c)::bigint AS c
            FROM source s
            CROSS JOIN LATERAL unnest(s.idx, s.cnt) AS b (i, c)
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
        $sql$, resolution, sources) USING windows;
    GET DIAGNOSTICS merged = ROW_COUNT;
    RETURN merged;
END
$$;

COMMENT ON FUNCTION tachograph.merge_into(text, text, timestamptz[]) IS 'Part of merge_windows.';

CREATE FUNCTION tachograph.merge_windows(as_of timestamptz DEFAULT now(), at_most integer DEFAULT 1000)
RETURNS TABLE (resolution text, windows bigint, histograms bigint)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    changed timestamptz[];
    length interval;
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
            WHERE c.resolution = merge_windows.resolution AND c.window_start <= as_of - length - interval '5 minutes'
            ORDER BY 1
            LIMIT at_most
        ), taken AS (
            DELETE FROM tachograph.window_change c USING due d
            WHERE c.resolution = merge_windows.resolution AND c.window_start = d.window_start
        )
        SELECT array_agg(d.window_start) INTO changed FROM due d;
        CONTINUE WHEN changed IS NULL;

        EXECUTE format($sql$
            INSERT INTO tachograph.merged_series (level, model, origin, prompt_band, streamed)
            SELECT DISTINCT l.level,
                   CASE WHEN l.level = 'model' THEN s.model ELSE '' END,
                   CASE WHEN l.level <> 'all' THEN s.origin ELSE '' END,
                   CASE WHEN l.level <> 'all' THEN s.prompt_band ELSE '' END,
                   l.level <> 'all' AND s.streamed
            FROM tachograph.series s
            CROSS JOIN unnest(ARRAY['all', 'cell', 'model']) AS l (level)
            WHERE s.id IN (SELECT w.series_id FROM tachograph.request_window_%s w WHERE w.window_start = ANY ($1))
            EXCEPT
            SELECT level, model, origin, prompt_band, streamed FROM tachograph.merged_series
            $sql$, resolution) USING changed;
        EXECUTE format('DELETE FROM tachograph.merged_histogram_%s WHERE window_start = ANY ($1)', resolution)
            USING changed;
        histograms := tachograph.merge_into(resolution, format($sql$
            SELECT m.id, h.*, w.complete
            FROM tachograph.latency_histogram_%1$s h
            JOIN tachograph.request_window_%1$s w USING (series_id, window_start)
            JOIN tachograph.series s ON s.id = h.series_id
            JOIN tachograph.merged_series m USING (model, origin, prompt_band, streamed)
            WHERE m.level = 'model' AND h.window_start = ANY ($1) AND w.window_start = ANY ($1)
            $sql$, resolution), changed);
        histograms := histograms + tachograph.merge_into(resolution, format($sql$
            SELECT m.id, h.*
            FROM tachograph.merged_histogram_%s h
            JOIN tachograph.merged_series s ON s.id = h.series_id AND s.level = 'model'
            JOIN tachograph.merged_series m USING (origin, prompt_band, streamed)
            WHERE m.level = 'cell' AND h.window_start = ANY ($1)
            $sql$, resolution), changed);
        histograms := histograms + tachograph.merge_into(resolution, format($sql$
            SELECT m.id, h.*
            FROM tachograph.merged_histogram_%s h
            JOIN tachograph.merged_series s ON s.id = h.series_id AND s.level = 'cell'
            CROSS JOIN tachograph.merged_series m
            WHERE m.level = 'all' AND h.window_start = ANY ($1)
            $sql$, resolution), changed);
        windows := cardinality(changed);
        RETURN NEXT;
    END LOOP;
END
$$;

COMMENT ON FUNCTION tachograph.merge_windows(timestamptz, integer) IS
    'Merges the histograms of windows that changed and ended five minutes ago, at most so many windows of each length, '
    'and says how many. For housekeeping, once a minute; when another run is at it, does nothing.';
