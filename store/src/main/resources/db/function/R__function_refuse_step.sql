CREATE OR REPLACE FUNCTION tachograph.refuse_step(step interval)
RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF step <= interval '0' OR extract(month FROM step) <> 0 OR extract(year FROM step) <> 0 THEN
        RAISE EXCEPTION 'step % is not a length of time that is the same everywhere', step
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
END
$$;

COMMENT ON FUNCTION tachograph.refuse_step(interval) IS 'Refuses steps of no length, and months.';
