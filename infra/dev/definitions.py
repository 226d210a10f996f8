#!/usr/bin/env python3
"""Makes deploy/src/test/resources/.../definitions: the definitions of custom resources that the chart has, without descriptions and status.

By hand, when an operator's version changes. Needs PyYAML, Go, a Java of 21 or newer as `java`, and curl.
"""
import json
import os
import pathlib
import subprocess
import tempfile

import yaml

STRIMZI = "1.2.0"
MAVEN = "https://repo.maven.apache.org/maven2/io/strimzi"
MODULES = {
    "github.com/cloudnative-pg/cloudnative-pg@v1.28.0": [
        "config/crd/bases/postgresql.cnpg.io_clusters.yaml",
    ],
    "github.com/prometheus-operator/prometheus-operator@v0.85.0": [
        "example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml",
        "example/prometheus-operator-crd/monitoring.coreos.com_podmonitors.yaml",
        "example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml",
    ],
    "github.com/kedacore/keda/v2@v2.21.0": ["config/crd/bases/keda.sh_scaledobjects.yaml"],
}
OUT = pathlib.Path(__file__).parents[2] / "deploy/src/test/resources/io/tachograph/deploy/definitions"


def bare(schema):
    """Without what only readers want."""
    if isinstance(schema, list):
        return [bare(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: bare(one) for name, one in value.items()} if key == "properties" else bare(value)
        for key, value in schema.items()
        if not (key == "description" and isinstance(value, str))
    }


def write(text, source):
    definition = yaml.safe_load(text)
    spec = definition["spec"]
    spec["versions"] = [version for version in spec["versions"] if version["storage"]]
    for version in spec["versions"]:
        version.pop("additionalPrinterColumns", None)
        schema = bare(version["schema"]["openAPIV3Schema"])
        schema["properties"].pop("status", None)
        version["schema"]["openAPIV3Schema"] = schema
        version["subresources"] = {"status": {}}
        schema["properties"]["status"] = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
    name = definition["metadata"]["name"]
    definition["metadata"] = {"name": name, "annotations": {"source": source}}
    spec.pop("conversion", None)
    (OUT / (name + ".json")).write_text(json.dumps(definition, separators=(",", ":")) + "\n")


def strimzi(folder):
    jars = []
    for artifact in ("crd-generator", "api"):
        jars.append(folder / (artifact + ".jar"))
        url = f"{MAVEN}/{artifact}/{STRIMZI}/{artifact}-{STRIMZI}.jar"
        subprocess.run(["curl", "-sSf", "-o", jars[-1], url], check=True)
    model = "io.strimzi.api.kafka.model."
    classes = {"kafka.Kafka": "kafka", "nodepool.KafkaNodePool": "pool"}
    made = {name: folder / (file + ".yaml") for name, file in classes.items()}
    subprocess.run(
        ["java", "-cp", os.pathsep.join(map(str, jars)), "io.strimzi.crdgenerator.CrdGenerator", "--yaml"]
        + [f"{model}{name}={file}" for name, file in made.items()],
        check=True,
    )
    for file in made.values():
        write(file.read_text(), f"Maven io.strimzi:crd-generator and io.strimzi:api, {STRIMZI}")


def modules(folder):
    (folder / "go.mod").write_text("module definitions\n")
    for module, files in MODULES.items():
        said = subprocess.run(["go", "mod", "download", "-json", module], cwd=folder, check=True, capture_output=True)
        for file in files:
            write((pathlib.Path(json.loads(said.stdout)["Dir"]) / file).read_text(), f"Go {module}, {file}")


with tempfile.TemporaryDirectory() as scratch:
    strimzi(pathlib.Path(scratch))
    modules(pathlib.Path(scratch))
