package io.tachograph.embedded.kafka;

import java.util.List;
import java.util.Map;

/**
 * What stands between clients and the broker. The controller, which only this process speaks to, has none.
 *
 * @param securityProtocol {@code PLAINTEXT}, {@code SASL_SSL}, …
 * @param broker further settings of the broker
 * @param scramUsers users that a new log knows, as {@code kafka-storage format --add-scram} takes them
 * @param client properties that clients need
 */
record ClientGate(
        String securityProtocol, Map<String, String> broker, List<String> scramUsers, Map<String, String> client) {
    /** Of {@code up}: anyone on the loopback interface may connect. */
    static final ClientGate OPEN = new ClientGate("PLAINTEXT", Map.of(), List.of(), Map.of());
}
