package io.tachograph.collectors.source.cloud;

import io.tachograph.config.Key;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One Azure OpenAI resource. */
public record AzureSettings(
        @Key(
                value =
                        "id of the resource, /subscriptions/…/resourceGroups/…/providers/Microsoft.CognitiveServices/accounts/…",
                otherwise = "required")
        String resource,

        @Key(value = "who asks: client, managed or workload", byDefault = "managed")
        AzureIdentity identity,

        @Key(value = "id of the directory (Entra tenant); of a workload the pod's AZURE_TENANT_ID", otherwise = "none")
        @Nullable
        String directoryId,

        @Key(
                value =
                        "id of the application, or of a managed identity that is not the system's; of a workload the pod's"
                                + " AZURE_CLIENT_ID",
                otherwise = "none")
        @Nullable
        String clientId,

        @Key(
                value = "name of the environment variable that holds the application's secret",
                byDefault = "AZURE_CLIENT_SECRET")
        String clientSecretEnv,

        @Key(value = "file with the workload's token", otherwise = "the pod's AZURE_FEDERATED_TOKEN_FILE") @Nullable
        Path tokenFile,

        @Key(
                value = "Azure's management, which another cloud has elsewhere",
                byDefault = "https://management.azure.com")
        String url,

        @Key(value = "Entra, likewise", byDefault = "https://login.microsoftonline.com")
        String authority,

        @Key(value = "tenant that its usage is counted for", otherwise = "none") @Nullable
        String tenant,

        @Key(value = "how long each minute is read again", otherwise = "30m") @Nullable
        Duration reread,

        @Key(value = "how far back is read after a start or an outage", otherwise = "6h") @Nullable
        Duration catchUp,

        @Key(value = "PEM file with the certificates that are trusted", otherwise = "the JDK's") @Nullable
        Path caFile) {
    private static final String RESOURCE =
            "(?i)/subscriptions/[^/?#%\\s]+/resourceGroups/[^/?#%\\s]+/providers/Microsoft\\.CognitiveServices/accounts/[^/?#%\\s]+";

    public AzureSettings {
        if (resource == null || !resource.matches(RESOURCE)) {
            throw new IllegalArgumentException(
                    "a source of kind azure-monitor needs resource: /subscriptions/ID/resourceGroups/GROUP/providers/"
                            + "Microsoft.CognitiveServices/accounts/NAME");
        }
        if (identity == AzureIdentity.CLIENT && (directoryId == null || clientId == null)) {
            throw new IllegalArgumentException("identity: client needs directory-id and client-id");
        }
        Lateness unused = Lateness.of(reread, catchUp);
    }
}
