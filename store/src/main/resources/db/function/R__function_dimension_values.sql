CREATE OR REPLACE FUNCTION tachograph.dimension_values(dimension text, tenants text[] DEFAULT NULL)
RETURNS TABLE (value text, last_seen timestamptz)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    PERFORM tachograph.refuse_unknown('dimension', ARRAY[dimension]);
    PERFORM tachograph.refuse_null('tenants', tenants);
    RETURN QUERY EXECUTE format(
        'SELECT %I::text COLLATE "C", max(tachograph.last_seen(id)) FROM tachograph.series '
        'WHERE coalesce(cardinality($1), 0) = 0 OR tenant = ANY ($1) GROUP BY 1 ORDER BY 1', dimension)
        USING tenants;
END
$$;

COMMENT ON FUNCTION tachograph.dimension_values(text, text[]) IS 'The values that a dimension has, for choosers.';
