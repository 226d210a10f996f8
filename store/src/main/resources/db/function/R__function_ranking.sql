CREATE OR REPLACE FUNCTION tachograph.ranking(
    metric text,
    statistic text DEFAULT NULL,
    look_back interval DEFAULT NULL,
    origins text[] DEFAULT NULL,
    prompt_bands text[] DEFAULT NULL,
    streamed boolean DEFAULT NULL,
    at timestamptz DEFAULT NULL,
    fresh interval DEFAULT '10 minutes')
RETURNS SETOF tachograph.ranking
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
    newest timestamptz := (SELECT max(r.window_end) FROM tachograph.ranking r
                           WHERE r.metric = $1 AND ($7 IS NULL OR r.window_end <= $7));
    ranked integer[];
BEGIN
    PERFORM tachograph.refuse_unknown('ranked metric', ARRAY[$1]);
    PERFORM tachograph.refuse_unknown('statistic', array_remove(ARRAY[$2], NULL));
    PERFORM tachograph.refuse_unknown('origin', origins);
    PERFORM tachograph.refuse_unknown('prompt band', prompt_bands);
    IF (fresh >= interval '0') IS NOT TRUE THEN
        RAISE EXCEPTION 'fresh is a length of time, not %', coalesce(fresh::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF look_back IS NOT NULL THEN
        -- By the index, from one length to the next; that of a metric that was never ranked is any.
        WITH RECURSIVE length (seconds) AS (
            SELECT min(r.window_seconds) FROM tachograph.ranking r WHERE r.metric = $1
            UNION ALL
            SELECT (SELECT min(r.window_seconds) FROM tachograph.ranking r
                    WHERE r.metric = $1 AND r.window_seconds > l.seconds)
            FROM length l
            WHERE l.seconds IS NOT NULL
        )
        SELECT array_agg(l.seconds) INTO ranked FROM length l WHERE l.seconds IS NOT NULL;
        IF extract(epoch FROM look_back) <> ALL (ranked) THEN
            RAISE EXCEPTION 'there is no ranking over %; there are %', look_back, (
                    SELECT string_agg(make_interval(secs => r)::text, ', ' ORDER BY r) FROM unnest(ranked) AS r)
                USING ERRCODE = 'invalid_parameter_value';
        END IF;
    END IF;
    RETURN QUERY
    WITH cell AS (
        SELECT r.statistic, r.window_seconds, r.origin, r.prompt_band, r.streamed, max(r.window_end) AS window_end
        FROM tachograph.ranking r
        WHERE r.metric = $1
          AND r.window_end > newest - fresh AND r.window_end <= newest
          AND ($2 IS NULL OR r.statistic = $2)
          AND (look_back IS NULL OR r.window_seconds = extract(epoch FROM look_back))
          AND (coalesce(cardinality(origins), 0) = 0 OR r.origin = ANY (origins))
          AND (coalesce(cardinality(prompt_bands), 0) = 0 OR r.prompt_band = ANY (prompt_bands))
          AND ($6 IS NULL OR r.streamed = $6)
        GROUP BY 1, 2, 3, 4, 5
    )
    SELECT r.*
    FROM cell c
    JOIN tachograph.ranking r USING (statistic, window_seconds, origin, prompt_band, streamed, window_end)
    WHERE r.metric = $1
    ORDER BY r.statistic, r.window_seconds, r.origin, r.prompt_band, r.streamed, r.rank NULLS LAST, r.model COLLATE "C";
END
$$;

COMMENT ON FUNCTION tachograph.ranking(
    text, text, interval, text[], text[], boolean, timestamptz, interval) IS
    'The newest ranking of every chosen cell of a metric at a time (NULL for now), best first. A cell that was not '
    'ranked within fresh before the newest of all is left out: it is no longer ranked.';
