CREATE OR REPLACE FUNCTION tachograph.remember_deleted()
RETURNS trigger
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    -- Not now(): the old time may have been applied since this transaction began.
    NEW.since := greatest(OLD.since, clock_timestamp() - OLD.keep);
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION tachograph.remember_deleted() IS 'Sets since in retention: what was deleted does not come back.';

CREATE OR REPLACE TRIGGER remember_deleted BEFORE UPDATE OF keep ON tachograph.retention
    FOR EACH ROW WHEN (OLD.keep < NEW.keep OR OLD.keep IS NOT NULL AND NEW.keep IS NULL)
    EXECUTE FUNCTION tachograph.remember_deleted();
