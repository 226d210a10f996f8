package io.tachograph.collectors.source.cloud;

import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.Credentials;
import io.tachograph.collectors.source.http.Page;
import io.tachograph.collectors.source.http.PageRequest;
import io.tachograph.collectors.source.http.ServerClock;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Signs requests as AWS wants it (version 4), by its own library. Thread-safe. */
final class AwsSignature implements Credentials {
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final ServerClock clock;
    private final String service;
    private final String region;
    private final Identity identity;

    /** Looks the credentials up, as often as it is asked; the library keeps those that it fetched. */
    @FunctionalInterface
    interface Identity {
        AwsCredentialsIdentity find() throws SourceException;
    }

    AwsSignature(String service, String region, WallClock clock, Identity identity) {
        this.service = service;
        this.region = region;
        this.clock = new ServerClock(clock);
        this.identity = identity;
    }

    @Override
    public Map<String, String> headers(PageRequest request) throws SourceException {
        SdkHttpRequest.Builder unsigned =
                SdkHttpRequest.builder().uri(request.url()).method(SdkHttpMethod.fromValue(request.method()));
        request.headers().forEach(unsigned::putHeader);
        AwsCredentialsIdentity who = who();
        String body = request.body() == null ? "" : request.body();
        Map<String, String> headers = new HashMap<>();
        signer.sign(sign -> sign.identity(who)
                        .request(unsigned.build())
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(clock.now(), ZoneOffset.UTC)))
                .request()
                .forEachHeader((name, values) -> headers.put(name, values.get(0)));
        // The client writes it itself, alike.
        headers.remove("Host");
        return headers;
    }

    private AwsCredentialsIdentity who() throws SourceException {
        try {
            return identity.find();
        } catch (SdkException e) {
            throw new SourceException(
                    FailureKind.REFUSED,
                    "the AWS SDK finds no credentials: name them with access-key-id-env, or give this machine a role");
        }
    }

    /** Signatures are good for minutes: with a clock that is wrong no key is right. */
    @Override
    public boolean renew(Page refusal) {
        return clock.learn(refusal);
    }
}
