CREATE OR REPLACE FUNCTION tachograph.merged_level(sel tachograph.selection)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE
        WHEN named = ARRAY['model'] THEN 'model'
        WHEN named <@ ARRAY['origin', 'prompt_band', 'streamed'] THEN array_to_string(named, ', ')
        WHEN named <@ ARRAY['model', 'origin', 'prompt_band', 'streamed'] THEN 'model, origin, prompt_band, streamed'
    END
    FROM (SELECT coalesce(array_agg(DISTINCT name ORDER BY name), '{}') FROM unnest(tachograph.dimensions(sel)) AS d (name))
        AS s (named)
$$;

COMMENT ON FUNCTION tachograph.merged_level(tachograph.selection) IS
    'The level of merged_series that still has every dimension of a selection; NULL when none has.';
