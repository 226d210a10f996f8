CREATE OR REPLACE FUNCTION tachograph.refuse_null(argument text, names text[])
RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF array_position(names, NULL) IS NOT NULL THEN
        RAISE EXCEPTION 'NULL is among the %, and nothing has it; '''' stands for none', argument
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
END
$$;

COMMENT ON FUNCTION tachograph.refuse_null(text, text[]) IS 'Refuses NULL as one of the values of a filter.';
