-- Windows merged over targets ahead of time, so that a fleet's months are read from few rows. They are only ever a
-- shortcut: a window that changed after it was merged is marked in the transaction that changed it, and readers take a
-- marked window from its series. So answers do not depend on when merging runs, or whether it does.

CREATE TABLE tachograph.window_change (
    resolution text NOT NULL,
    window_start timestamptz NOT NULL
);

CREATE INDEX window_change_window ON tachograph.window_change (resolution, window_start);

COMMENT ON TABLE tachograph.window_change IS
    'Windows with rows that are not merged yet: one row for each write, without a key, so that writers '
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

COMMENT ON TABLE tachograph.merged_series IS 'What windows are merged over.';
COMMENT ON COLUMN tachograph.merged_series.id IS 'What merged windows refer to.';
COMMENT ON COLUMN tachograph.merged_series.level IS
    'Which dimensions are kept, as "model, origin, prompt_band, streamed": any of the last three, the first alone, or all. '
    'The others are empty or false.';
COMMENT ON COLUMN tachograph.merged_series.model IS 'Model name.';
COMMENT ON COLUMN tachograph.merged_series.origin IS 'Who asked.';
COMMENT ON COLUMN tachograph.merged_series.prompt_band IS 'Workload band by prompt length.';
COMMENT ON COLUMN tachograph.merged_series.streamed IS 'Whether a streamed answer was asked for.';

-- A histogram in one number, so that merging is a sum: of 11,000 of them 50 ms, where their arrays took 500.
CREATE TABLE tachograph.merged_histogram_1m (
    series_id bigint NOT NULL,
    metric text NOT NULL,
    window_start timestamptz NOT NULL,
    n bigint NOT NULL,
    sum_seconds double precision NOT NULL,
    min_seconds double precision NOT NULL,
    max_seconds double precision NOT NULL,
    zero_count bigint NOT NULL,
    packed numeric NOT NULL,
    complete boolean NOT NULL,
    PRIMARY KEY (series_id, metric, window_start)
);

CREATE INDEX merged_histogram_1m_start ON tachograph.merged_histogram_1m (window_start);

COMMENT ON COLUMN tachograph.merged_histogram_1m.series_id IS 'The merged_series.';
COMMENT ON COLUMN tachograph.merged_histogram_1m.metric IS 'As in latency_histogram_1m.';
COMMENT ON COLUMN tachograph.merged_histogram_1m.window_start IS 'As in latency_histogram_1m.';
COMMENT ON COLUMN tachograph.merged_histogram_1m.n IS 'As in latency_histogram_1m.';
COMMENT ON COLUMN tachograph.merged_histogram_1m.sum_seconds IS 'As in latency_histogram_1m.';
COMMENT ON COLUMN tachograph.merged_histogram_1m.min_seconds IS 'As in latency_histogram_1m.';
COMMENT ON COLUMN tachograph.merged_histogram_1m.max_seconds IS 'As in latency_histogram_1m.';
COMMENT ON COLUMN tachograph.merged_histogram_1m.zero_count IS 'As in latency_histogram_1m.';
COMMENT ON COLUMN tachograph.merged_histogram_1m.packed IS
    'The buckets as one number in base 10^16: its digit i is the count of bucket i, the sum of cnt * 10^(16 * idx). Sums '
    'of such numbers are merged histograms, exact below 10^16 values in a bucket; numeric holds buckets from -1023 to '
    '8191, and those of a nanosecond to 292 years are -957 to 1059.';
COMMENT ON COLUMN tachograph.merged_histogram_1m.complete IS 'Every window in it was complete.';

CREATE TABLE tachograph.merged_histogram_1h (LIKE tachograph.merged_histogram_1m INCLUDING ALL);
CREATE TABLE tachograph.merged_histogram_1d (LIKE tachograph.merged_histogram_1m INCLUDING ALL);

COMMENT ON TABLE tachograph.merged_histogram_1m IS
    'latency_histogram_1m merged over targets. Read it through the functions: a window that changed since is marked in '
    'window_change.';
COMMENT ON TABLE tachograph.merged_histogram_1h IS 'As merged_histogram_1m, of latency_histogram_1h.';
COMMENT ON TABLE tachograph.merged_histogram_1d IS 'As merged_histogram_1m, of latency_histogram_1d.';

CREATE TABLE tachograph.merged_window_1m (
    series_id bigint NOT NULL,
    window_start timestamptz NOT NULL,
    requests bigint NOT NULL,
    ok bigint NOT NULL,
    cancelled bigint NOT NULL,
    input_tokens bigint NOT NULL,
    cached_input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    one_piece bigint NOT NULL,
    kernel_stamped bigint NOT NULL,
    complete boolean NOT NULL,
    PRIMARY KEY (series_id, window_start)
);

CREATE INDEX merged_window_1m_start ON tachograph.merged_window_1m (window_start);

-- The few windows that can still grow, for readers that ask whether shorter ones know more.
CREATE INDEX merged_window_1m_growing ON tachograph.merged_window_1m (series_id, window_start) WHERE NOT complete;

COMMENT ON COLUMN tachograph.merged_window_1m.series_id IS 'The merged_series.';
COMMENT ON COLUMN tachograph.merged_window_1m.window_start IS 'As in request_window_1m.';
COMMENT ON COLUMN tachograph.merged_window_1m.requests IS 'As in request_window_1m.';
COMMENT ON COLUMN tachograph.merged_window_1m.ok IS 'As in request_window_1m.';
COMMENT ON COLUMN tachograph.merged_window_1m.cancelled IS 'As in request_window_1m.';
COMMENT ON COLUMN tachograph.merged_window_1m.input_tokens IS 'As in request_window_1m.';
COMMENT ON COLUMN tachograph.merged_window_1m.cached_input_tokens IS 'As in request_window_1m.';
COMMENT ON COLUMN tachograph.merged_window_1m.output_tokens IS 'As in request_window_1m.';
COMMENT ON COLUMN tachograph.merged_window_1m.one_piece IS 'As in request_window_1m.';
COMMENT ON COLUMN tachograph.merged_window_1m.kernel_stamped IS 'As in request_window_1m.';
COMMENT ON COLUMN tachograph.merged_window_1m.complete IS 'Every window in it was complete.';

CREATE TABLE tachograph.merged_window_1h (LIKE tachograph.merged_window_1m INCLUDING ALL);
CREATE TABLE tachograph.merged_window_1d (LIKE tachograph.merged_window_1m INCLUDING ALL);

COMMENT ON TABLE tachograph.merged_window_1m IS 'request_window_1m summed over targets, as merged_histogram_1m.';
COMMENT ON TABLE tachograph.merged_window_1h IS 'As merged_window_1m, of request_window_1h.';
COMMENT ON TABLE tachograph.merged_window_1d IS 'As merged_window_1m, of request_window_1d.';

CREATE TABLE tachograph.merged_slo_count_1m (
    LIKE tachograph.slo_count_1m INCLUDING COMMENTS,
    finished bigint NOT NULL,
    complete boolean NOT NULL,
    PRIMARY KEY (series_id, slo_id, window_start)
);

CREATE INDEX merged_slo_count_1m_start ON tachograph.merged_slo_count_1m (window_start);

-- The few windows that an SLO counted in part, for readers that have to step around them.
CREATE INDEX merged_slo_count_1m_partly ON tachograph.merged_slo_count_1m (slo_id, series_id, window_start)
    WHERE eligible > 0 AND eligible <> finished;

COMMENT ON COLUMN tachograph.merged_slo_count_1m.series_id IS 'The merged_series.';
COMMENT ON COLUMN tachograph.merged_slo_count_1m.finished IS
    'requests - cancelled of its merged_window_1m row: more than eligible where the SLO did not count every series.';
COMMENT ON COLUMN tachograph.merged_slo_count_1m.complete IS 'Every window in it was complete.';

CREATE TABLE tachograph.merged_slo_count_1h (LIKE tachograph.merged_slo_count_1m INCLUDING ALL);
CREATE TABLE tachograph.merged_slo_count_1d (LIKE tachograph.merged_slo_count_1m INCLUDING ALL);

COMMENT ON TABLE tachograph.merged_slo_count_1m IS 'slo_count_1m summed over targets, as merged_histogram_1m.';
COMMENT ON TABLE tachograph.merged_slo_count_1h IS 'As merged_slo_count_1m, of slo_count_1h.';
COMMENT ON TABLE tachograph.merged_slo_count_1d IS 'As merged_slo_count_1m, of slo_count_1d.';

-- What was written before there were marks.
INSERT INTO tachograph.window_change SELECT DISTINCT '1m', window_start FROM tachograph.request_window_1m;
INSERT INTO tachograph.window_change SELECT DISTINCT '1h', window_start FROM tachograph.request_window_1h;
INSERT INTO tachograph.window_change SELECT DISTINCT '1d', window_start FROM tachograph.request_window_1d;

CREATE TABLE tachograph.task_lock (
    name text PRIMARY KEY
);

COMMENT ON TABLE tachograph.task_lock IS
    'Tasks of which one process at a time does a step: it locks the row. Advisory locks would not do: anybody may take those, '
    'and who may only read cannot lock a row.';
COMMENT ON COLUMN tachograph.task_lock.name IS 'merging, retention, migration or ranking.';

INSERT INTO tachograph.task_lock VALUES ('merging'), ('retention'), ('migration'), ('ranking');

CREATE FUNCTION tachograph.lock_task(task text)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    PERFORM FROM tachograph.task_lock l WHERE l.name = task FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RAISE NOTICE 'another process is at %: waiting for it to end its step', task;
        PERFORM FROM tachograph.task_lock l WHERE l.name = task FOR UPDATE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'there is no task "%"', task USING ERRCODE = 'invalid_parameter_value';
        END IF;
    END IF;
END
$$;

COMMENT ON FUNCTION tachograph.lock_task(text) IS
    'Lets one transaction at a time work at a task, until its end. One that has to wait says so in a notice.';

CREATE FUNCTION tachograph.refuse_bounds(as_of timestamptz, at_most integer)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    IF isfinite(as_of) IS NOT TRUE OR (at_most > 0) IS NOT TRUE THEN
        RAISE EXCEPTION 'a step of housekeeping is as of a time and of at least one item: as_of is %, at_most is %',
                coalesce(as_of::text, 'NULL'), coalesce(at_most::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
END
$$;

COMMENT ON FUNCTION tachograph.refuse_bounds(timestamptz, integer) IS 'Refuses a step that would do nothing, or anything.';

CREATE FUNCTION tachograph.packing(of_row text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    -- Part of the query that reads the row: as a function, it would be called for each.
    SELECT format('(SELECT sum((b.c || ''e'' || 16 * b.i)::numeric) '
        'FROM (SELECT unnest(%1$s.idx) AS i, unnest(%1$s.cnt) AS c) b)', of_row)
$$;

COMMENT ON FUNCTION tachograph.packing(text) IS
    'An expression for idx and cnt of a row in one number, as merged_histogram_1m.packed.';

-- Merges to one level from a lower one, or (NULL) from series.
CREATE FUNCTION tachograph.merge_into(of_level text, from_level text, resolution text, windows timestamptz[])
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

CREATE FUNCTION tachograph.merge_windows(as_of timestamptz DEFAULT now(), at_most integer DEFAULT 1000)
RETURNS TABLE (resolution text, windows bigint, histograms bigint)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
    changed timestamptz[];
    length interval;
    level text;
    lower_level text;
    kind text;
BEGIN
    PERFORM tachograph.refuse_bounds(as_of, at_most);
    PERFORM tachograph.lock_task('merging');
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

        FOREACH kind IN ARRAY ARRAY['histogram', 'window', 'slo_count'] LOOP
            EXECUTE format('DELETE FROM tachograph.merged_%s_%s WHERE window_start = ANY ($1) '
                'AND window_start BETWEEN $2 AND $3', kind, resolution)
                USING changed, (SELECT min(c) FROM unnest(changed) AS c), (SELECT max(c) FROM unnest(changed) AS c);
        END LOOP;
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
    'Merges windows that changed and have ended (their histograms, requests and SLO counts), at most so many of each '
    'length, and says how many. For housekeeping, once a minute or more often; waits while another run is at it.';
