"""Serves one GGUF file with llama.cpp over the OpenAI API on 127.0.0.1; started by real-server, which installs it."""

import signal
import socket
import sys

import xllamacpp

NAME = "smollm2-135m"


def parameters(gguf: str, port: int, threads: int) -> xllamacpp.CommonParams:
    params = xllamacpp.CommonParams()
    params.model.path = gguf
    params.model_alias = {NAME}
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.cpuparams.n_threads = threads
    params.n_parallel = 1  # one request at a time: others wait, and their wait is part of their time to first token
    params.n_ctx = 4096
    params.cache_ram_mib = 0  # no memory of old prompts: only what a prompt shares with the last one is reused
    params.endpoint_metrics = True  # its own counts of tokens, to compare with
    params.verbosity = 1
    params.ui = False
    return params


def main() -> None:
    gguf, port, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            sys.exit(f"real-server: port {port} is in use")
    # Explicitly, since a shell's background job starts with Ctrl-C ignored.
    stops = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, stops)
    server = xllamacpp.Server(parameters(gguf, port, threads))
    url = server.listening_address
    print(f"serving {NAME} at {url}; its counters are at {url}/metrics; Ctrl-C stops it", flush=True)
    signal.sigwait(stops)
    print("stopped", flush=True)


if __name__ == "__main__":
    main()
