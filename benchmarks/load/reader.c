/*
 * The least that a client can do: what the machine allows in timing, as wrk shows it in cost.
 *
 * One thread, epoll, edges only. Closed loop of so many streams against the stamping mock; the clock is read right after
 * each recv, the answer is searched for texts and for its end, and nothing else is understood. Its own delay is that of
 * the kernel, of the mock, and of whatever else has the core.
 *
 * With "kernel" its stamps are those of the packets (SO_TIMESTAMPNS): of the first unread one, which a peek tells, for the
 * first token of a read, and of the last one that the read took for the others.
 *
 *   reader PORT STREAMS SECONDS MAX_TOKENS RAMP_SECONDS STAMPS_FILE [kernel]
 *
 * A line of STAMPS_FILE is one answer: when it was asked for, the stamps of its tokens, a bar, the text.
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

enum { MAX_TOKENS = 128, TEXT_BYTES = MAX_TOKENS * 48 };

struct stream {
  int fd, tokens, text_length;
  uint64_t sent, stamps[MAX_TOKENS];
  char text[TEXT_BYTES];
};

static int kernel;
static char request[1024];
static size_t request_length;

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* When the packet of the last byte received came, by the clock of now(); 0 if it was not stamped. */
static ssize_t receive(int fd, char *to, size_t room, int flags, uint64_t *stamp) {
  struct iovec part = {to, room};
  char control[128];
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  ssize_t n = recvmsg(fd, &message, MSG_DONTWAIT | flags);
  struct timespec wall;
  clock_gettime(CLOCK_REALTIME, &wall);
  uint64_t offset = (uint64_t)wall.tv_sec * 1000000000u + (uint64_t)wall.tv_nsec - now();
  *stamp = 0;
  for (struct cmsghdr *c = n > 0 ? CMSG_FIRSTHDR(&message) : NULL; c; c = CMSG_NXTHDR(&message, c)) {
    struct timespec *packet = (struct timespec *)CMSG_DATA(c);
    if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SO_TIMESTAMPNS)
      *stamp = (uint64_t)packet->tv_sec * 1000000000u + (uint64_t)packet->tv_nsec - offset;
  }
  return n;
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void ask(struct stream *s) {
  s->tokens = s->text_length = 0;
  s->sent = now();
  if (write(s->fd, request, request_length) != (ssize_t)request_length) fail("write");
}

static void open_stream(struct stream *s, uint32_t number, int epoll_fd, int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.u32 = number};
  int one = 1;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  s->fd = socket(AF_INET, SOCK_STREAM, 0);
  if (s->fd < 0 || connect(s->fd, (struct sockaddr *)&address, sizeof address) < 0) fail("connect");
  setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (kernel) setsockopt(s->fd, SOL_SOCKET, SO_TIMESTAMPNS, &one, sizeof one);
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, s->fd, &event);
  ask(s);
}

/* Reads once; whether the answer is over. The mock hands over whole events, and a socket's buffer has room for many. */
static int take(struct stream *s) {
  static char buffer[1 << 16];
  uint64_t first = 0, last = 0;
  if (kernel) receive(s->fd, buffer, 1, MSG_PEEK, &first);
  ssize_t n = kernel ? receive(s->fd, buffer, sizeof buffer - 1, 0, &last)
                     : recv(s->fd, buffer, sizeof buffer - 1, MSG_DONTWAIT);
  uint64_t stamp = now();
  if (!first) first = stamp;
  if (!last) last = stamp;
  if (n == 0) fail("the server has left");
  if (n < 0) return 0;
  buffer[n] = 0;
  for (char *at = buffer; (at = strstr(at, "\"content\":\""));) {
    at += 11;
    size_t length = strcspn(at, "\"");
    if (s->tokens == MAX_TOKENS || s->text_length + length > TEXT_BYTES) fail("more tokens than there is room for");
    memcpy(s->text + s->text_length, at, length);
    s->text_length += (int)length;
    s->stamps[s->tokens++] = first;
    first = last;
  }
  return strstr(buffer, "[DONE]") != NULL;
}

static void keep(FILE *out, const struct stream *s) {
  fprintf(out, "%llu ", (unsigned long long)s->sent);
  for (int i = 0; i < s->tokens; i++) fprintf(out, "%llu ", (unsigned long long)s->stamps[i]);
  fprintf(out, "|%.*s\n", s->text_length, s->text);
}

int main(int argc, char **argv) {
  kernel = argc == 8 && !strcmp(argv[7], "kernel");
  if (argc != 7 && !kernel) {
    fprintf(stderr, "usage: reader PORT STREAMS SECONDS MAX_TOKENS RAMP_SECONDS STAMPS_FILE [kernel]\n");
    return 2;
  }
  int port = atoi(argv[1]), streams = atoi(argv[2]), next = 0, open = 0;
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  char body[512];
  int length = sprintf(body,
                       "{\"model\":\"mock\",\"messages\":[{\"role\":\"user\",\"content\":\"Tell me about the history of the"
                       " tachograph, please.\"}],\"max_tokens\":%d,\"temperature\":0.0,\"stream\":true}",
                       atoi(argv[4]));
  request_length = (size_t)sprintf(request,
                                   "POST /v1/chat/completions HTTP/1.1\r\nHost: mock\r\nContent-Type: application/json\r\n"
                                   "Authorization: Bearer sk-benchmark-key-0123456789\r\n"
                                   "Content-Length: %d\r\n\r\n%s",
                                   length, body);
  struct stream *all = calloc((size_t)streams, sizeof *all);
  FILE *out = fopen(argv[6], "w");
  int epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  if (!all || !out || epoll_fd < 0) fail("reader");
  setvbuf(out, NULL, _IOFBF, 1 << 22);
  uint64_t start = now(), end = start + (uint64_t)(atof(argv[3]) * 1e9);
  static struct epoll_event events[512];
  while (open > 0 || now() < end) {
    while (next < streams && now() < end && start + (uint64_t)(atof(argv[5]) * 1e9 * next / streams) <= now()) {
      open_stream(&all[next], (uint32_t)next, epoll_fd, port);
      next++;
      open++;
    }
    int n = epoll_wait(epoll_fd, events, 512, next < streams ? 1 : 100);
    for (int i = 0; i < n; i++) {
      struct stream *s = &all[events[i].data.u32];
      if (!take(s)) continue;
      keep(out, s);
      if (now() < end) {
        ask(s);
      } else {
        close(s->fd);
        open--;
      }
    }
  }
  return fclose(out) ? 1 : 0;
}
