package io.tachograph.standalone.bench;

import io.tachograph.client.workload.synthetic.SharedPrefix;
import io.tachograph.config.ConfigException;

/** Shared prefixes as people write them: {@code 10:1000:0.8}. */
final class SharedPrefixText {
    private SharedPrefixText() {}

    static SharedPrefix parse(String text) throws ConfigException {
        String[] parts = text.split(":", -1);
        try {
            if (parts.length == 3) {
                return new SharedPrefix(
                        Integer.parseInt(parts[0].strip()),
                        Integer.parseInt(parts[1].strip()),
                        Double.parseDouble(parts[2].strip()));
            }
        } catch (NumberFormatException e) {
            // Said below, with the form that is wanted.
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--shared-prefix: " + e.getMessage());
        }
        throw new ConfigException("--shared-prefix '" + text + "' must be groups:tokens:share, such as 10:1000:0.8");
    }
}
