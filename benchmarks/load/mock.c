/*
 * The stamping mock: an OpenAI-compatible server that is not the bottleneck and tells the truth about itself.
 *
 * One thread, epoll. Every POST is answered with max_tokens chunks of one token each. A token's text is the reading of
 * CLOCK_MONOTONIC in nanoseconds at which it was handed to the socket, and a blank; the first token's text begins with
 * the reading at which the last byte of the request was read, and a colon. System.nanoTime and Python's perf_counter_ns
 * read the same clock, so a client's stamp minus the text is the client's own delay. There is no role chunk; the finish
 * reason and the usage travel with the last token, so that tools which read those differently measure the same.
 *
 *   mock PORT TTFT_MICROS ITL_MICROS
 *
 * With both times zero an answer is written at once; else token i is due at the request plus TTFT plus i ITL, by an
 * absolute schedule. GET /stats tells the requests and tokens served so far; other GETs satisfy clients that look for a
 * model or for health.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { MAX_FDS = 1 << 17, IN_LIMIT = 1 << 22, MAX_TOKENS = 4096 };

struct connection {
  char *in;
  size_t in_length, in_capacity;
  char *out; /* what the socket did not take */
  size_t out_length, out_sent;
  uint64_t request_nanos;
  int tokens, next;
  int generation;
};

struct due {
  uint64_t nanos;
  int fd, generation;
};

static struct connection *connections[MAX_FDS];
static int generations[MAX_FDS];
static struct due *heap;
static size_t heap_length, heap_capacity;
static uint64_t ttft_nanos, itl_nanos, requests, tokens;
static int epoll_fd;
static char *burst;

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void heap_push(struct due due) {
  if (heap_length == heap_capacity) {
    heap_capacity = heap_capacity ? 2 * heap_capacity : 1024;
    heap = realloc(heap, heap_capacity * sizeof *heap);
    if (!heap) abort();
  }
  size_t at = heap_length++;
  while (at > 0 && heap[(at - 1) / 2].nanos > due.nanos) {
    heap[at] = heap[(at - 1) / 2];
    at = (at - 1) / 2;
  }
  heap[at] = due;
}

static struct due heap_pop(void) {
  struct due top = heap[0], last = heap[--heap_length];
  size_t at = 0;
  for (;;) {
    size_t child = 2 * at + 1;
    if (child >= heap_length) break;
    if (child + 1 < heap_length && heap[child + 1].nanos < heap[child].nanos) child++;
    if (heap[child].nanos >= last.nanos) break;
    heap[at] = heap[child];
    at = child;
  }
  if (heap_length) heap[at] = last;
  return top;
}

static void drop(int fd) {
  struct connection *c = connections[fd];
  if (!c) return;
  free(c->in);
  free(c->out);
  free(c);
  connections[fd] = NULL;
  generations[fd]++;
  close(fd);
}

static void watch(int fd, uint32_t events) {
  struct epoll_event event = {.events = events, .data.fd = fd};
  epoll_ctl(epoll_fd, EPOLL_CTL_MOD, fd, &event);
}

/* Sends, and keeps what the socket does not take. Returns 0 when the connection is gone. */
static int give(int fd, const char *bytes, size_t length) {
  struct connection *c = connections[fd];
  size_t sent = 0;
  if (c->out_length == c->out_sent) {
    ssize_t n = send(fd, bytes, length, MSG_NOSIGNAL);
    if (n < 0 && errno != EAGAIN) {
      drop(fd);
      return 0;
    }
    if (n > 0) sent = (size_t)n;
  }
  if (sent < length) {
    size_t rest = c->out_length - c->out_sent;
    char *out = malloc(rest + length - sent);
    if (!out) abort();
    memcpy(out, c->out + c->out_sent, rest);
    memcpy(out + rest, bytes + sent, length - sent);
    free(c->out);
    c->out = out;
    c->out_sent = 0;
    c->out_length = rest + length - sent;
    watch(fd, EPOLLIN | EPOLLOUT);
  }
  return 1;
}

static int put_chunk(char *to, const char *data, int length) {
  int n = sprintf(to, "%x\r\n", length);
  memcpy(to + n, data, (size_t)length);
  memcpy(to + n + length, "\r\n", 2);
  return n + length + 2;
}

/* One token as one HTTP chunk with one event; the last one brings the finish reason, the usage and the end along. */
static int put_token(struct connection *c, char *to) {
  char event[640], text[64];
  uint64_t stamp = now();
  int first = c->next == 0, last = ++c->next == c->tokens;
  if (first)
    sprintf(text, "%llu:%llu ", (unsigned long long)c->request_nanos, (unsigned long long)stamp);
  else
    sprintf(text, "%llu ", (unsigned long long)stamp);
  int n = sprintf(event,
                  "data: {\"id\":\"chatcmpl-mock\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"mock\","
                  "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":%s}]",
                  text, last ? "\"length\"" : "null");
  if (last)
    n += sprintf(event + n, ",\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":%d,\"total_tokens\":%d}", c->tokens,
                 c->tokens + 8);
  n += sprintf(event + n, "}\n\n%s", last ? "data: [DONE]\n\n" : "");
  n = put_chunk(to, event, n);
  if (last) {
    memcpy(to + n, "0\r\n\r\n", 5);
    n += 5;
  }
  tokens++;
  return n;
}

static const char HEAD[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nCache-Control: no-cache\r\n\r\n";

static void answer_post(int fd, int wanted) {
  struct connection *c = connections[fd];
  c->request_nanos = now();
  c->tokens = wanted < 1 ? 1 : wanted > MAX_TOKENS ? MAX_TOKENS : wanted;
  c->next = 0;
  requests++;
  if (ttft_nanos == 0 && itl_nanos == 0) {
    int n = (int)sizeof HEAD - 1;
    memcpy(burst, HEAD, (size_t)n);
    while (c->next < c->tokens) n += put_token(c, burst + n);
    give(fd, burst, (size_t)n);
  } else if (give(fd, HEAD, sizeof HEAD - 1)) {
    heap_push((struct due){c->request_nanos + ttft_nanos, fd, c->generation});
  }
}

static void answer_get(int fd, const char *path) {
  char body[256], text[512];
  if (!strncmp(path, "/stats", 6))
    sprintf(body, "{\"requests\":%llu,\"tokens\":%llu}", (unsigned long long)requests, (unsigned long long)tokens);
  else if (strstr(path, "models"))
    strcpy(body, "{\"object\":\"list\",\"data\":[{\"id\":\"mock\",\"object\":\"model\",\"created\":1,\"owned_by\":\"mock\"}]}");
  else
    strcpy(body, "{}");
  int n = sprintf(text, "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                  strstr(path, "metrics") || strstr(path, "version") ? "404 Not Found" : "200 OK", strlen(body), body);
  give(fd, text, (size_t)n);
}

static void next_token(struct due due) {
  struct connection *c = connections[due.fd];
  if (!c || c->generation != due.generation || c->next >= c->tokens) return;
  char text[1024];
  int n = put_token(c, text);
  if (give(due.fd, text, (size_t)n) && c->next < c->tokens)
    heap_push((struct due){c->request_nanos + ttft_nanos + (uint64_t)c->next * itl_nanos, due.fd, due.generation});
}

static int wanted_tokens(const char *body) {
  const char *field = strstr(body, "\"max_tokens\"");
  if (!field) field = strstr(body, "\"max_completion_tokens\"");
  if (!field) return 16;
  field = strchr(field + 5, ':');
  return field ? atoi(field + 1) : 16;
}

/* Answers every whole request in the buffer. */
static void requests_in(int fd) {
  for (;;) {
    struct connection *c = connections[fd];
    if (!c || c->in_length == 0) return;
    c->in[c->in_length] = 0;
    char *end = strstr(c->in, "\r\n\r\n");
    if (!end) return;
    size_t head = (size_t)(end - c->in) + 4, body = 0;
    char *length = strcasestr(c->in, "\r\ncontent-length:");
    if (length && length < end) body = strtoul(length + 17, NULL, 10);
    if (c->in_length < head + body) return;
    char after = c->in[head + body];
    c->in[head + body] = 0;
    if (c->in[0] == 'P')
      answer_post(fd, wanted_tokens(c->in + head));
    else
      answer_get(fd, c->in + 4);
    c = connections[fd];
    if (!c) return;
    c->in[head + body] = after;
    c->in_length -= head + body;
    memmove(c->in, c->in + head + body, c->in_length);
  }
}

static void readable(int fd) {
  struct connection *c = connections[fd];
  for (;;) {
    if (c->in_capacity - c->in_length < 4096) {
      if (c->in_capacity > IN_LIMIT) {
        drop(fd);
        return;
      }
      c->in_capacity = c->in_capacity ? 4 * c->in_capacity : 8192;
      c->in = realloc(c->in, c->in_capacity + 1);
      if (!c->in) abort();
    }
    size_t room = c->in_capacity - c->in_length;
    ssize_t n = recv(fd, c->in + c->in_length, room, 0);
    if (n == 0 || (n < 0 && errno != EAGAIN)) {
      drop(fd);
      return;
    }
    if (n < 0) break;
    c->in_length += (size_t)n;
    if ((size_t)n < room) break;
  }
  requests_in(fd);
}

static void writable(int fd) {
  struct connection *c = connections[fd];
  ssize_t n = send(fd, c->out + c->out_sent, c->out_length - c->out_sent, MSG_NOSIGNAL);
  if (n < 0 && errno != EAGAIN) {
    drop(fd);
    return;
  }
  if (n > 0) c->out_sent += (size_t)n;
  if (c->out_sent == c->out_length) {
    free(c->out);
    c->out = NULL;
    c->out_length = c->out_sent = 0;
    watch(fd, EPOLLIN);
  }
}

static void accept_all(int listener) {
  for (;;) {
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) return;
    if (fd >= MAX_FDS) {
      close(fd);
      continue;
    }
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    connections[fd] = calloc(1, sizeof(struct connection));
    if (!connections[fd]) abort();
    connections[fd]->generation = generations[fd];
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event);
  }
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: mock PORT TTFT_MICROS ITL_MICROS\n");
    return 2;
  }
  ttft_nanos = strtoull(argv[2], NULL, 10) * 1000;
  itl_nanos = strtoull(argv[3], NULL, 10) * 1000;
  burst = malloc((size_t)MAX_TOKENS * 512 + 4096);
  struct rlimit files = {MAX_FDS, MAX_FDS};
  if (setrlimit(RLIMIT_NOFILE, &files) < 0) {
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  prctl(PR_SET_PDEATHSIG, SIGTERM); /* never outlives the harness */
  prctl(PR_SET_TIMERSLACK, 1);
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 16384) < 0) {
    perror("mock");
    return 1;
  }
  epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener};
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, listener, &event);
  event.data.fd = timer;
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, timer, &event);
  static struct epoll_event events[512];
  uint64_t armed = 0;
  for (;;) {
    /* A few at a time: a request must not wait, unread, until all tokens that are due are out. */
    for (int i = 0; i < 8 && heap_length && heap[0].nanos <= now(); i++) next_token(heap_pop());
    int behind = heap_length && heap[0].nanos <= now();
    if (!behind && heap_length && heap[0].nanos != armed) {
      armed = heap[0].nanos;
      struct itimerspec when = {.it_value = {(time_t)(armed / 1000000000u), (long)(armed % 1000000000u)}};
      timerfd_settime(timer, TFD_TIMER_ABSTIME, &when, NULL);
    }
    int n = epoll_wait(epoll_fd, events, 512, behind ? 0 : -1);
    for (int i = 0; i < n; i++) {
      int fd = events[i].data.fd;
      if (fd == listener) {
        accept_all(listener);
      } else if (fd == timer) {
        uint64_t expirations;
        if (read(timer, &expirations, sizeof expirations) > 0) armed = 0;
      } else {
        if (connections[fd] && (events[i].events & EPOLLOUT)) writable(fd);
        if (connections[fd] && (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR))) readable(fd);
      }
    }
  }
}
