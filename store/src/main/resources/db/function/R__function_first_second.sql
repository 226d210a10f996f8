CREATE OR REPLACE FUNCTION tachograph.first_second(at timestamptz)
RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
    SELECT ceil(extract(epoch FROM at) / unit)::bigint * unit FROM tachograph.finest(at) AS f (unit)
$$;

COMMENT ON FUNCTION tachograph.first_second(timestamptz) IS
    'Start of the first of the shortest windows kept that starts at a time or later, seconds since 1970.';
