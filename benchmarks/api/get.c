/*
 * Gets one path again and again over so many connections, each with one request at a time, and tells what came back:
 *
 *   get PORT CONNECTIONS SECONDS RATE PATH KEY
 *
 * RATE requests a second, of which each is as late as its answer is behind the time at which it was due; 0 for as many as
 * there can be. Or listens to a stream of server-sent events over so many connections:
 *
 *   get PORT CONNECTIONS SECONDS listen PATH KEY
 *
 * where "at <monotonic nanoseconds>" in a line is when it was told. Prints answers or events a second, others in all, and how
 * long they took, of the second half of the time.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_CONNECTIONS = 4096, MAX_ANSWERS = 1 << 22, TAIL = 4096 };

struct connection {
  int fd, head, busy;
  long left; /* bytes of the body, -1 where it comes in chunks */
  uint64_t due;
  size_t kept;
  char tail[TAIL + 1]; /* what was read of a head, of a line, or the last bytes of a body in chunks */
};

static struct connection all[MAX_CONNECTIONS];
static uint32_t micros[MAX_ANSWERS];
static char request[4096];
static size_t request_length, good, bad;
static uint64_t half;

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int by_size(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static void note(uint64_t since, uint64_t at) {
  if (at >= half && good < MAX_ANSWERS) micros[good++] = (uint32_t)((at - since) / 1000);
}

static void ask(struct connection *c, uint64_t due) {
  c->due = due;
  c->busy = c->head = 1;
  c->kept = 0;
  if (write(c->fd, request, request_length) != (ssize_t)request_length) fail("write");
}

/* Whether the answer is whole. */
static int take(struct connection *c, const char *bytes, size_t length) {
  if (c->head) {
    size_t more = length < TAIL - c->kept ? length : TAIL - c->kept;
    memcpy(c->tail + c->kept, bytes, more);
    c->tail[c->kept += more] = 0;
    char *body = strstr(c->tail, "\r\n\r\n");
    if (!body) return 0;
    if (strncmp(c->tail, "HTTP/1.1 2", 10)) bad++, c->due = UINT64_MAX;
    char *told = strcasestr(c->tail, "\r\ncontent-length:");
    size_t head = (size_t)(body + 4 - c->tail), before = c->kept - more;
    c->left = told && told < body ? atol(told + 17) : -1;
    c->head = 0;
    bytes += head - before;
    length -= head - before;
    c->kept = 0;
  }
  if (c->left >= 0) return (c->left -= (long)length) <= 0;
  size_t last = length < 5 ? length : 5;
  memmove(c->tail, c->tail + (c->kept + last > 5 ? c->kept + last - 5 : 0), 5);
  if (c->kept + last > 5) c->kept = 5 - last;
  memcpy(c->tail + c->kept, bytes + length - last, last);
  c->kept += last;
  return c->kept == 5 && !memcmp(c->tail, "0\r\n\r\n", 5);
}

/* Each event that has a time in it. */
static void hear(struct connection *c, const char *bytes, size_t length, uint64_t at) {
  for (size_t i = 0; i < length; i++) {
    if (bytes[i] != '\n') {
      if (c->kept < TAIL) c->tail[c->kept++] = bytes[i];
      continue;
    }
    c->tail[c->kept] = 0;
    char *told = strstr(c->tail, "at ");
    if (told && !strncmp(c->tail, "data:", 5)) {
      uint64_t since = strtoull(told + 3, NULL, 10);
      if (since) note(since, at);
    }
    c->kept = 0;
  }
}

int main(int argc, char **argv) {
  if (argc != 7) {
    fprintf(stderr, "usage: get PORT CONNECTIONS SECONDS RATE|listen PATH KEY\n");
    return 2;
  }
  int connections = atoi(argv[2]), one = 1, epoll_fd = epoll_create1(0), listens = !strcmp(argv[4], "listen");
  double rate = listens ? 0 : atof(argv[4]);
  struct rlimit files = {MAX_CONNECTIONS + 64, MAX_CONNECTIONS + 64};
  setrlimit(RLIMIT_NOFILE, &files);
  request_length = (size_t)snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: get\r\nX-API-Key: %s\r\n\r\n", argv[5],
                                    argv[6]);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  for (int i = 0; i < connections && i < MAX_CONNECTIONS; i++) {
    all[i].fd = socket(AF_INET, SOCK_STREAM, 0);
    if (all[i].fd < 0 || connect(all[i].fd, (struct sockaddr *)&address, sizeof address) < 0) fail("connect");
    setsockopt(all[i].fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)i};
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, all[i].fd, &event);
    if (listens && write(all[i].fd, request, request_length) != (ssize_t)request_length) fail("write");
  }
  uint64_t begin = now(), seconds = (uint64_t)(atof(argv[3]) * 1e9), end = begin + seconds, sent = 0;
  half = begin + seconds / 2;
  static struct epoll_event events[512];
  static char buffer[1 << 18];
  int next = 0;
  for (uint64_t at = now(); at < end; at = now()) {
    for (int tries = 0; !listens && tries < connections; tries++) {
      uint64_t due = rate > 0 ? begin + (uint64_t)((double)sent * 1e9 / rate) : at;
      if (due > at) break;
      next = (next + 1) % connections;
      if (!all[next].busy) ask(&all[next], due), sent++;
    }
    int n = epoll_wait(epoll_fd, events, 512, rate > 0 ? 1 : 100);
    for (int e = 0; e < n; e++) {
      struct connection *c = &all[events[e].data.u32];
      ssize_t length = recv(c->fd, buffer, sizeof buffer, 0);
      if (length <= 0) {
        if (!listens) fail("the server has left");
        bad++;
        epoll_ctl(epoll_fd, EPOLL_CTL_DEL, c->fd, NULL);
        continue;
      }
      uint64_t read = now();
      if (listens) {
        hear(c, buffer, (size_t)length, read);
      } else if (take(c, buffer, (size_t)length)) {
        if (c->due != UINT64_MAX) note(c->due, read);
        c->busy = 0;
      }
    }
  }
  qsort(micros, good, sizeof *micros, by_size);
  printf("%.0f %zu %.2f %.2f\n", (double)good / ((double)seconds / 2e9), bad, good ? micros[good / 2] / 1e3 : 0,
         good ? micros[good * 99 / 100] / 1e3 : 0);
  return 0;
}
