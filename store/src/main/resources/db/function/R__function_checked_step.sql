CREATE OR REPLACE FUNCTION tachograph.checked_step(from_time timestamptz, to_time timestamptz, step interval)
RETURNS interval
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
    unit integer := tachograph.finest(from_time);
    seconds numeric := extract(epoch FROM step);
BEGIN
    PERFORM tachograph.refuse_range(from_time, to_time);
    IF step IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM tachograph.refuse_step(step);
    seconds := ceil(seconds / unit) * unit;
    IF extract(epoch FROM to_time - from_time) / seconds > 20000 THEN
        RAISE EXCEPTION 'a step of % s makes more than 20000 steps of the range', seconds
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN make_interval(secs => seconds);
END
$$;

COMMENT ON FUNCTION tachograph.checked_step(timestamptz, timestamptz, interval) IS
    'step, rounded up to whole windows of the shortest length that is kept for the range; NULL for none. Refuses months, '
    'and more than 20000 steps.';
