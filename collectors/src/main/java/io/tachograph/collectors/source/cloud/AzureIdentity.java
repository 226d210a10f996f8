package io.tachograph.collectors.source.cloud;

/** Who asks Azure. */
public enum AzureIdentity {
    /** An application with a secret. */
    CLIENT,
    /** What Azure gives the machine or service that the agent runs on. */
    MANAGED,
    /** A service account of Kubernetes that Entra trusts. */
    WORKLOAD
}
