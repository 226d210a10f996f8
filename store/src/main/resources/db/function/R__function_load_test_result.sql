CREATE OR REPLACE FUNCTION tachograph.load_test_result(run text)
RETURNS TABLE (run text, result text)
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
    SELECT t.run, encode(t.result, 'base64') FROM tachograph.load_test t WHERE t.run = $1
$$;

COMMENT ON FUNCTION tachograph.load_test_result(text) IS
    'result.json of a load test, compressed by gzip and written in base64; NULL where it was too large to be published.';
