CREATE OR REPLACE FUNCTION tachograph.ranking_history(
    metric text,
    from_time timestamptz,
    to_time timestamptz,
    step interval DEFAULT NULL,
    statistic text DEFAULT NULL,
    look_back interval DEFAULT NULL,
    models text[] DEFAULT NULL,
    origins text[] DEFAULT NULL,
    prompt_bands text[] DEFAULT NULL,
    streamed boolean DEFAULT NULL)
RETURNS SETOF tachograph.ranking
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    PERFORM tachograph.refuse_range(from_time, to_time);
    PERFORM tachograph.refuse_step(step);
    PERFORM tachograph.refuse_unknown('ranked metric', ARRAY[$1]);
    PERFORM tachograph.refuse_unknown('statistic', array_remove(ARRAY[$5], NULL));
    PERFORM tachograph.refuse_unknown('origin', origins);
    PERFORM tachograph.refuse_unknown('prompt band', prompt_bands);
    PERFORM tachograph.refuse_null('models', models);
    IF (look_back > interval '0') IS FALSE THEN
        RAISE EXCEPTION 'look_back is a length of time such as 01:00:00, not %', look_back USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN QUERY
    WITH last_of_step AS (
        SELECT r.statistic, r.window_seconds, r.origin, r.prompt_band, r.streamed, max(r.window_end) AS window_end
        FROM tachograph.ranking r
        WHERE r.metric = $1 AND r.window_end >= from_time AND r.window_end < to_time
          AND ($5 IS NULL OR r.statistic = $5)
          AND (look_back IS NULL OR r.window_seconds = extract(epoch FROM look_back))
          AND (coalesce(cardinality(origins), 0) = 0 OR r.origin = ANY (origins))
          AND (coalesce(cardinality(prompt_bands), 0) = 0 OR r.prompt_band = ANY (prompt_bands))
          AND ($10 IS NULL OR r.streamed = $10)
        GROUP BY 1, 2, 3, 4, 5, CASE WHEN step IS NOT NULL THEN date_bin(step, r.window_end, timestamptz '1970-01-01Z') END
    )
    SELECT r.*
    FROM last_of_step l
    JOIN tachograph.ranking r USING (statistic, window_seconds, origin, prompt_band, streamed, window_end)
    WHERE r.metric = $1 AND (coalesce(cardinality(models), 0) = 0 OR r.model = ANY (models))
    ORDER BY r.window_end, r.statistic, r.window_seconds, r.origin, r.prompt_band, r.streamed, r.rank NULLS LAST,
             r.model COLLATE "C";
END
$$;

COMMENT ON FUNCTION tachograph.ranking_history(
    text, timestamptz, timestamptz, interval, text, interval, text[], text[], text[], boolean) IS
    'The last ranking of each chosen cell of a metric that ended within each step of [from_time, to_time); without a step the '
    'last of the range.';
