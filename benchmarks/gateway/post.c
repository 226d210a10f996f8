/*
 * Posts one body again and again over so many connections, each with one request at a time, and tells what came back:
 *
 *   post PORT CONNECTIONS SECONDS PATH KEY BODY
 *
 * prints answers of 2xx a second, others in all, and how long answers took, of the second half of the time.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_CONNECTIONS = 4096, MAX_ANSWERS = 1 << 22 };

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

static char request[1 << 16];
static size_t request_length;
static int fds[MAX_CONNECTIONS];
static uint64_t sent[MAX_CONNECTIONS];
static uint32_t micros[MAX_ANSWERS];

static void ask(int i) {
  sent[i] = now();
  if (write(fds[i], request, request_length) != (ssize_t)request_length) fail("write");
}

int main(int argc, char **argv) {
  if (argc != 7) {
    fprintf(stderr, "usage: post PORT CONNECTIONS SECONDS PATH KEY BODY\n");
    return 2;
  }
  int connections = atoi(argv[2]), one = 1, epoll_fd = epoll_create1(0);
  request_length = (size_t)snprintf(request, sizeof request,
                                    "POST %s HTTP/1.1\r\nHost: post\r\nX-API-Key: %s\r\nContent-Type: application/json\r\n"
                                    "Content-Length: %zu\r\n\r\n%s",
                                    argv[4], argv[5], strlen(argv[6]), argv[6]);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  for (int i = 0; i < connections && i < MAX_CONNECTIONS; i++) {
    fds[i] = socket(AF_INET, SOCK_STREAM, 0);
    if (fds[i] < 0 || connect(fds[i], (struct sockaddr *)&address, sizeof address) < 0) fail("connect");
    setsockopt(fds[i], IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)i};
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fds[i], &event);
    ask(i);
  }
  uint64_t seconds = (uint64_t)(atof(argv[3]) * 1e9), half = now() + seconds / 2, end = now() + seconds;
  size_t good = 0, bad = 0;
  static struct epoll_event events[512];
  static char buffer[1 << 16];
  while (now() < end) {
    int n = epoll_wait(epoll_fd, events, 512, 100);
    for (int e = 0; e < n; e++) {
      int i = (int)events[e].data.u32;
      /* Answers are short, and come in one piece. */
      ssize_t length = recv(fds[i], buffer, sizeof buffer - 1, 0);
      if (length <= 0) fail("the server has left");
      buffer[length] = 0;
      uint64_t at = now();
      if (strncmp(buffer, "HTTP/1.1 2", 10)) {
        bad++;
      } else if (at >= half && good < MAX_ANSWERS) {
        micros[good++] = (uint32_t)((at - sent[i]) / 1000);
      }
      ask(i);
    }
  }
  qsort(micros, good, sizeof *micros, by_size);
  printf("%.0f a second, %zu refused, p50 %.2f ms, p99 %.2f ms\n", (double)good / ((double)seconds / 2e9), bad,
         good ? micros[good / 2] / 1e3 : 0, good ? micros[good * 99 / 100] / 1e3 : 0);
  return 0;
}
