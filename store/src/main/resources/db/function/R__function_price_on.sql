CREATE OR REPLACE FUNCTION tachograph.price_on(at timestamptz, of_model text, of_target text, of_tenant text)
RETURNS SETOF tachograph.model_price
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
    SELECT p.*
    FROM tachograph.model_price p
    WHERE p.model = of_model
      AND (p.target = '' OR p.target = of_target)
      AND (p.tenant = '' OR p.tenant = of_tenant)
      AND p.valid_from <= at AND coalesce(p.valid_until > at, true)
    ORDER BY p.tenant = '', p.target = '', p.valid_from DESC
    LIMIT 1
$$;

COMMENT ON FUNCTION tachograph.price_on(timestamptz, text, text, text) IS
    'The price that holds at a time for a model, a target and a tenant (NULL where it is not known), if there is one.';
