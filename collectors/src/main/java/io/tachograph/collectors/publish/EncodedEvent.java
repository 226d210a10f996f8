package io.tachograph.collectors.publish;

/**
 * An event encoded for Kafka.
 *
 * @param topic name of its topic
 * @param key what its order is kept by: slug of its target, UUID of its GPU
 * @param value its record, encoded; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record EncodedEvent(String topic, String key, byte[] value) {}
