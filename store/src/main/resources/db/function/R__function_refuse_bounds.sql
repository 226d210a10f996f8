CREATE OR REPLACE FUNCTION tachograph.refuse_bounds(as_of timestamptz, at_most integer)
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
