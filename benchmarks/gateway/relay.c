/*
 * The least that a gateway can do: what the machine adds when every byte takes one more process.
 *
 * One thread, epoll. Each connection of a client has one of its own to the server; what one side says is read and written to
 * the other, and nothing is understood. Its own delay is that of two more sockets, of waking a process on another core, and of
 * whatever else has that core.
 *
 *   relay PORT SERVER_PORT
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_FDS = 1 << 16 };

static int other[MAX_FDS];

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void watch(int epoll_fd, int fd) {
  struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
  int one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) < 0) fail("epoll_ctl");
}

static void join(int epoll_fd, int client, int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (server < 0 || server >= MAX_FDS || client >= MAX_FDS) fail("socket");
  if (connect(server, (struct sockaddr *)&address, sizeof address) < 0) fail("connect");
  other[client] = server;
  other[server] = client;
  watch(epoll_fd, client);
  watch(epoll_fd, server);
}

/* A socket's buffer has room for whatever the benchmark has under way, so one write takes all. */
static void pass(int fd) {
  static char buffer[1 << 16];
  ssize_t n = recv(fd, buffer, sizeof buffer, 0);
  if (n > 0 && send(other[fd], buffer, (size_t)n, MSG_NOSIGNAL) == n) return;
  close(other[fd]);
  close(fd);
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: relay PORT SERVER_PORT\n");
    return 2;
  }
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int one = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 4096) < 0) fail("listen");
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener};
  if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, listener, &event) < 0) fail("epoll_ctl");
  static struct epoll_event events[512];
  for (;;) {
    int n = epoll_wait(epoll_fd, events, 512, -1);
    for (int i = 0; i < n; i++) {
      int fd = events[i].data.fd;
      if (fd == listener) {
        join(epoll_fd, accept(listener, NULL, NULL), atoi(argv[2]));
      } else {
        pass(fd);
      }
    }
  }
}
