-- Several cells are ranked each minute, and one that gets no traffic any more keeps its last ranking. Ten minutes tell
-- "a moment late" from "no longer ranked". Among windows of several lengths the shortest: a week always has the most values.
CREATE OR REPLACE FUNCTION tachograph.newest_ranking(of_metric text)
RETURNS SETOF tachograph.ranking
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    PERFORM tachograph.refuse_unknown('ranked metric', ARRAY[of_metric]);
    RETURN QUERY
    WITH recent AS (
        SELECT r.statistic, r.window_seconds, r.origin, r.prompt_band, r.streamed, r.window_end,
               sum(r.sample_size) AS measured
        FROM tachograph.ranking r
        WHERE r.metric = of_metric
          AND r.statistic IN ('p50', 'value')
          AND r.window_end > (SELECT max(window_end) FROM tachograph.ranking WHERE metric = of_metric)
              - interval '10 minutes'
        GROUP BY 1, 2, 3, 4, 5, 6
    ), newest AS (
        SELECT DISTINCT ON (statistic, window_seconds, origin, prompt_band, streamed) *
        FROM recent
        ORDER BY statistic, window_seconds, origin, prompt_band, streamed, window_end DESC
    ), chosen AS (
        SELECT *
        FROM newest
        ORDER BY window_seconds, measured DESC, window_end DESC, origin, prompt_band, streamed, statistic
        LIMIT 1
    )
    SELECT r.*
    FROM chosen c
    JOIN tachograph.ranking r USING (statistic, window_seconds, origin, prompt_band, streamed, window_end)
    WHERE r.metric = of_metric
    ORDER BY r.rank NULLS LAST, r.model COLLATE "C";
END
$$;

COMMENT ON FUNCTION tachograph.newest_ranking(text) IS
    'The newest ranking of a metric by its first statistic (p50 or value) over the shortest window. Of several cells, '
    'the one with the most values in its newest ranking, among those ranked in the last ten minutes before the newest '
    'of all.';
