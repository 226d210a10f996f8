CREATE OR REPLACE FUNCTION tachograph.prices(
    models text[] DEFAULT NULL,
    targets text[] DEFAULT NULL,
    tenants text[] DEFAULT NULL)
RETURNS SETOF tachograph.model_price
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    PERFORM tachograph.refuse_null('models', models);
    PERFORM tachograph.refuse_null('targets', targets);
    PERFORM tachograph.refuse_null('tenants', tenants);
    RETURN QUERY
    SELECT p.*
    FROM tachograph.model_price p
    WHERE (coalesce(cardinality(models), 0) = 0 OR p.model = ANY (models))
      AND (coalesce(cardinality(targets), 0) = 0 OR p.target = '' OR p.target = ANY (targets))
      AND (coalesce(cardinality(tenants), 0) = 0 OR p.tenant = '' OR p.tenant = ANY (tenants))
    ORDER BY p.model COLLATE "C", p.target COLLATE "C", p.tenant COLLATE "C", p.valid_from;
END
$$;

COMMENT ON FUNCTION tachograph.prices(text[], text[], text[]) IS
    'Prices that were set, those that no longer hold included. Filters by target and tenant leave those that are for all.';
