#!/bin/bash
# Kafka's command-line tools are not among Maven's jars of the broker; that it listens is enough here.
exec 3<>"/dev/tcp/${2%:*}/${2#*:}"
