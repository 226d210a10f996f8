CREATE OR REPLACE FUNCTION tachograph.refuse_range(from_time timestamptz, to_time timestamptz)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    IF from_time IS NULL OR to_time IS NULL OR NOT (isfinite(from_time) AND isfinite(to_time)) OR from_time > to_time THEN
        RAISE EXCEPTION 'a range has two ends, the first not after the second: from_time is %, to_time is %',
                coalesce(from_time::text, 'NULL'), coalesce(to_time::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
END
$$;

COMMENT ON FUNCTION tachograph.refuse_range(timestamptz, timestamptz) IS 'Refuses what is no range of time.';
