package io.tachograph.collectors.source.contract;

import java.util.Map;

/**
 * One entry of {@code sources} for each kind, for a peer that is hostile. {@code PORT} is where that listens, {@code FOLDER} is
 * empty but for {@code google.json}, {@code clusters.json} and {@code listed}, which holds nothing of use.
 */
final class ContractEntries {
    /** Kinds that ask a server by HTTP. */
    static final Map<String, String> OVER_HTTP = Map.of(
            "engine", "'url':'http://127.0.0.1:PORT','target':'t','api-key-env':'KEY'",
            "dcgm", "'url':'http://127.0.0.1:PORT'",
            "docker", "'host':'tcp://127.0.0.1:PORT','nvml-library':'FOLDER/none.so'",
            "kubernetes",
                    "'api-server':'http://127.0.0.1:PORT','pod-resources':'FOLDER/none.sock','nvml-library':'FOLDER/none.so'",
            "litellm", "'url':'http://127.0.0.1:PORT','api-key-env':'KEY'",
            "langfuse", "'url':'http://127.0.0.1:PORT','public-key-env':'KEY','secret-key-env':'KEY'",
            "huggingface", "'url':'http://127.0.0.1:PORT','token-env':'KEY','models':['a/b']",
            "cluster-jobs", "'cluster':'c','gateway':'http://127.0.0.1:PORT','api-key-env':'KEY'",
            "cloudwatch",
                    "'region':'us-east-1','models':['m'],'url':'http://127.0.0.1:PORT','access-key-id-env':'KEY',"
                            + "'secret-access-key-env':'KEY'",
            "google-monitoring",
                    "'project':'shop','url':'http://127.0.0.1:PORT','credentials-file':'FOLDER/google.json'");

    /** Kinds that ask otherwise: what they ask for is not there, or is not what it should be. */
    static final Map<String, String> OTHERWISE = Map.of(
            "azure-monitor",
                    "'resource':'/subscriptions/1/resourceGroups/ai/providers/Microsoft.CognitiveServices/accounts/shop',"
                            + "'identity':'client','directory-id':'d','client-id':'c','client-secret-env':'KEY',"
                            + "'url':'http://127.0.0.1:PORT','authority':'https://127.0.0.1:PORT'",
            "dns", "'name':'engines.example','port':8000,'server':'127.0.0.1:PORT','target':{'model':'m'}",
            "file-sd", "'files':['FOLDER/listed.json'],'target':{'model':'m'}",
            "nvml", "'library':'FOLDER/none.so'",
            "otlp", "'ports':[PORT],'api-keys-env':'KEY'",
            "rack-power", "'file':'FOLDER/none'");

    private ContractEntries() {}
}
