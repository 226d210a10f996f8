CREATE OR REPLACE FUNCTION tachograph.merge_windows(as_of timestamptz DEFAULT now(), at_most integer DEFAULT 1000)
RETURNS TABLE (resolution text, windows bigint, merged bigint)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
    changed timestamptz[];
    length interval;
    level text;
    lower_level text;
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

        EXECUTE format('DELETE FROM tachograph.merged_window_%s WHERE window_start = ANY ($1) '
            'AND window_start BETWEEN $2 AND $3', resolution)
            USING changed, (SELECT min(c) FROM unnest(changed) AS c), (SELECT max(c) FROM unnest(changed) AS c);
        merged := 0;
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
            merged := merged + tachograph.merge_into(level, lower_level, resolution, changed);
        END LOOP;
        windows := cardinality(changed);
        RETURN NEXT;
    END LOOP;
END
$$;

COMMENT ON FUNCTION tachograph.merge_windows(timestamptz, integer) IS
    'Merges windows that changed and have ended, at most so many of each length, and says how many, and how many merged '
    'windows they became. For housekeeping, once a minute or more often; waits while another run is at it.';
