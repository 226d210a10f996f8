# For the Flink Kubernetes Operator (jobs.runOn: operator): Flink's own image, with our jar where it looks for one.
#
#   mvn -DskipTests -pl stream-jobs/jobs -am package
#   docker build -f infra/docker/flink.Dockerfile -t tachograph-flink .
ARG FLINK=2.3.0
FROM flink:${FLINK}-java17
ARG FLINK
COPY stream-jobs/jobs/target/jobs-*-flink.jar /opt/flink/usrlib/tachograph-jobs.jar
# State in a bucket.
ENV ENABLE_BUILT_IN_PLUGINS=flink-s3-fs-presto-${FLINK}.jar
LABEL org.opencontainers.image.title=tachograph-flink org.opencontainers.image.licenses=Apache-2.0
