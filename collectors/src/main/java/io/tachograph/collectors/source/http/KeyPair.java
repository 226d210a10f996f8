package io.tachograph.collectors.source.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import java.util.Base64;
import java.util.Map;

/** The environment variables that hold a public and a secret key, for basic authentication; read anew each time. */
public record KeyPair(String publicName, String secretName, SourceContext.Environment environment)
        implements Credentials {
    @Override
    public Map<String, String> headers(PageRequest request) throws SourceException {
        String pair = KeyVariable.value(publicName, environment) + ":" + KeyVariable.value(secretName, environment);
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(US_ASCII)));
    }
}
