-- An event may be told again by an id of its own: to say that it ended, or after a time-out. Others keep what identified them.

ALTER TABLE tachograph.event ADD COLUMN id text;
UPDATE tachograph.event
SET id = (extract(epoch FROM started_at) * 1000000)::bigint || '|' || kind || '|' || subject;
ALTER TABLE tachograph.event ALTER COLUMN id SET DEFAULT gen_random_uuid()::text;
ALTER TABLE tachograph.event ALTER COLUMN id SET NOT NULL;
ALTER TABLE tachograph.event DROP CONSTRAINT event_pkey;
ALTER TABLE tachograph.event ADD PRIMARY KEY (id);

COMMENT ON COLUMN tachograph.event.id IS
    'Of who tells of it, or else its start in microseconds since 1970, kind and subject. A row is replaced by what has its id.';
