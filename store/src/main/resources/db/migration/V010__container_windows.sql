-- Windows of containers.

CREATE TABLE tachograph.container_window_10s (
    container text NOT NULL,
    window_start timestamptz NOT NULL,
    epoch integer NOT NULL,
    revision integer NOT NULL,
    complete boolean NOT NULL,
    samples bigint NOT NULL,
    name text NOT NULL,
    node text NOT NULL,
    image text NOT NULL,
    image_id text NOT NULL,
    target text,
    covered_seconds double precision NOT NULL,
    cpu_seconds double precision,
    cpu_throttled_seconds double precision,
    cpu_limit_cores double precision,
    memory_used_bytes_mean double precision,
    memory_used_bytes_max double precision,
    memory_limit_bytes bigint,
    network_received_bytes double precision,
    network_sent_bytes double precision,
    block_read_bytes double precision,
    block_written_bytes double precision,
    pids_mean double precision,
    pids_max double precision,
    log_errors double precision,
    restarts double precision,
    PRIMARY KEY (container, window_start)
);

CREATE INDEX container_window_10s_start ON tachograph.container_window_10s (window_start);
CREATE INDEX container_window_10s_target ON tachograph.container_window_10s (target, window_start);

COMMENT ON TABLE tachograph.container_window_10s IS
    'What one container used in [window_start, window_start + 10 s), as far as readings near enough to each other tell.';
COMMENT ON COLUMN tachograph.container_window_10s.container IS 'The engine''s id of it.';
COMMENT ON COLUMN tachograph.container_window_10s.window_start IS 'Inclusive start, by the time of the readings.';
COMMENT ON COLUMN tachograph.container_window_10s.epoch IS
    'As in request_window_10s, with samples in the place of requests.';
COMMENT ON COLUMN tachograph.container_window_10s.revision IS 'Rises with every emission of the window.';
COMMENT ON COLUMN tachograph.container_window_10s.complete IS 'Nothing further can count in the window.';
COMMENT ON COLUMN tachograph.container_window_10s.samples IS 'Readings within the window, each once.';
COMMENT ON COLUMN tachograph.container_window_10s.name IS 'Its name.';
COMMENT ON COLUMN tachograph.container_window_10s.node IS 'Host that it runs on.';
COMMENT ON COLUMN tachograph.container_window_10s.image IS 'Image with its tag.';
COMMENT ON COLUMN tachograph.container_window_10s.image_id IS 'Digest of the image.';
COMMENT ON COLUMN tachograph.container_window_10s.target IS
    'Slug of the target that it served; NULL when it served none that is known.';
COMMENT ON COLUMN tachograph.container_window_10s.covered_seconds IS
    'Time between readings near enough to each other, which a rate divides by: nothing is known of the rest.';
COMMENT ON COLUMN tachograph.container_window_10s.cpu_seconds IS
    'CPU time in covered_seconds, over all cores; divided by them the cores in use. NULL without two readings, as all '
    'that is counted; a rise is spread evenly between its two readings.';
COMMENT ON COLUMN tachograph.container_window_10s.cpu_throttled_seconds IS 'Time in which its limit held it back.';
COMMENT ON COLUMN tachograph.container_window_10s.cpu_limit_cores IS 'Cores that it may use; NULL when unknown.';
COMMENT ON COLUMN tachograph.container_window_10s.memory_used_bytes_mean IS
    'Mean memory in use, without file pages that can be taken back at once.';
COMMENT ON COLUMN tachograph.container_window_10s.memory_used_bytes_max IS 'Largest memory in use.';
COMMENT ON COLUMN tachograph.container_window_10s.memory_limit_bytes IS 'Memory that it may use; NULL when unknown.';
COMMENT ON COLUMN tachograph.container_window_10s.network_received_bytes IS 'Over its own interfaces.';
COMMENT ON COLUMN tachograph.container_window_10s.network_sent_bytes IS 'Over its own interfaces.';
COMMENT ON COLUMN tachograph.container_window_10s.block_read_bytes IS 'Over all devices.';
COMMENT ON COLUMN tachograph.container_window_10s.block_written_bytes IS 'Over all devices.';
COMMENT ON COLUMN tachograph.container_window_10s.pids_mean IS 'Mean number of processes and threads.';
COMMENT ON COLUMN tachograph.container_window_10s.pids_max IS 'Largest number of processes and threads.';
COMMENT ON COLUMN tachograph.container_window_10s.log_errors IS
    'Lines of its log that look like errors; NULL where logs are not read.';
COMMENT ON COLUMN tachograph.container_window_10s.restarts IS 'By its restart policy.';

CREATE TABLE tachograph.container_window_1m (LIKE tachograph.container_window_10s INCLUDING ALL);
COMMENT ON TABLE tachograph.container_window_1m IS 'As container_window_10s, of a minute.';
