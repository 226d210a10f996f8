/*
 * A stand-in for libnvidia-ml.so.1, as strict as the real one is about how it is called: a call before nvmlInit, a handle
 * from before a shutdown, a struct with a wrong version, a buffer that is too small are faults, which tests ask for.
 *
 * FAKE_DRIVER says which driver's functions it has: 450, 470, 535 (the first ones, with wide structs of processes), 550,
 * 580, 700 (one to come, without what is deprecated today). fake_script() says what it answers; so does the file that the
 * environment variable FAKE_NVML names, for programs that only know NVML. A line is one of
 *
 *     gpus N                            that many GPUs
 *     value CALL DEVICE FIELD NUMBER    what a call answers; DEVICE is an index, or -1 for all
 *     return CALL DEVICE CODE [TIMES]   what it returns instead, for ever or so many times
 *     process DEVICE PID BYTES          one more process
 *     no-processes DEVICE
 *     grow DEVICE PIDS                  so many more processes right after each question how many there are
 *     xid DEVICE NUMBER                 an error happens
 *     mig DEVICE N                      divides it into N instances, numbered 0, 2, 4, ...; their DEVICE is 100*index+number
 *     text CALL TEXT
 *
 * The layouts are those of nvml.h 13.3, typed anew here; the assertions below hold them.
 */
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef FAKE_DRIVER
#define FAKE_DRIVER 580
#endif
#define API __attribute__((visibility("default")))
#define ERROR_UNINITIALIZED 1
#define ERROR_INVALID_ARGUMENT 2
#define ERROR_NOT_SUPPORTED 3
#define ERROR_NOT_FOUND 6
#define ERROR_INSUFFICIENT_SIZE 7
#define ERROR_TIMEOUT 10
#define ERROR_ARGUMENT_VERSION_MISMATCH 25

typedef unsigned long long ull;
typedef struct { unsigned gpu, memory; } utilization;
typedef struct { ull total, free, used; } memory_v1;
typedef struct { unsigned version; ull total, reserved, free, used; } memory_v2;
typedef struct { unsigned version; int sensor; int temperature; } temperature_v1;
typedef struct { unsigned pid; ull used; } process_v1;
typedef struct { unsigned pid; ull used; unsigned gpu_instance, compute_instance; } process_v2;
typedef struct { unsigned pid; ull used; unsigned gpu_instance, compute_instance; ull protected_used; } process_wide;
typedef union { double d; int si; unsigned ui; unsigned long ul; ull ull_; long long sll; unsigned short us; } value;
typedef struct { unsigned field, scope; long long timestamp, latency; int type, code; value v; } field_value;
_Static_assert(sizeof(utilization) == 8, "nvmlUtilization_t");
_Static_assert(sizeof(memory_v1) == 24, "nvmlMemory_t");
_Static_assert(sizeof(memory_v2) == 40, "nvmlMemory_v2_t");
_Static_assert(sizeof(temperature_v1) == 12, "nvmlTemperature_v1_t");
_Static_assert(sizeof(process_v1) == 16, "nvmlProcessInfo_v1_t");
_Static_assert(sizeof(process_v2) == 24, "nvmlProcessInfo_v2_t");
_Static_assert(sizeof(process_wide) == 32, "the first 535's nvmlProcessInfo_t");
_Static_assert(sizeof(field_value) == 40, "nvmlFieldValue_t");

typedef struct device { unsigned magic; int id, parent; int generation; } *device;
typedef struct { device dev; ull type, data; unsigned gpu_instance, compute_instance; } event;
_Static_assert(sizeof(event) == 32, "nvmlEventData_t");

#define MAGIC 0x6e766d6c
enum { MAX_DEVICES = 64, MAX_RULES = 512, MAX_PROCESSES = 4096, MAX_EVENTS = 4096, LOG_BYTES = 1 << 18 };

static struct rule { char call[64]; int id; int field; int is_code; ull value; int times; } rules[MAX_RULES];
static int rule_count;
static struct { int id; unsigned pid; ull used; } processes[MAX_PROCESSES];
static int process_count;
static struct { int id; ull number; } xids[MAX_EVENTS];
static int xid_count;
static char texts[16][2][96];
static int text_count;
static int gpus = 2, initialised, generation, grow[8], registered[8], mig_count[8];
/* Handles are never freed: a stale one must be known as such. */
static struct device pool[65536];
static int pool_count;
static device current[MAX_DEVICES];
static int current_count;
static int event_sets, event_set_live;
static char calls[LOG_BYTES], faults[LOG_BYTES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void note(char *log, const char *format, ...) {
    size_t used = strlen(log);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(log + used, LOG_BYTES - used, format, arguments);
    va_end(arguments);
}

/* ---- what tests say ---- */

/* The rule that says the same of the same call, or a new one: telling a counter again and again takes no room. */
static struct rule *rule(const char *call, int id, int field, int is_code) {
    struct rule *r;
    for (int i = rule_count - 1; i >= 0; i--) {
        r = &rules[i];
        if (!is_code && !r->is_code && r->id == id && r->field == field && !strcmp(r->call, call)) return r;
    }
    if (rule_count == MAX_RULES) {
        note(faults, "the script has more than %d rules\n", MAX_RULES);
        return &rules[MAX_RULES - 1];
    }
    r = &rules[rule_count++];
    snprintf(r->call, sizeof r->call, "%s", call);
    r->id = id, r->field = field, r->is_code = is_code, r->times = -1;
    return r;
}

static void understand(const char *line) {
    char call[64], text[96];
    int id, field, times = -1;
    ull number;
    if (sscanf(line, "gpus %d", &gpus) == 1) return;
    if (sscanf(line, "value %63s %d %d %llu", call, &id, &field, &number) == 4) {
        rule(call, id, field, 0)->value = number;
    } else if (sscanf(line, "return %63s %d %llu %d", call, &id, &number, &times) >= 3) {
        struct rule *r = rule(call, id, -1, 1);
        r->value = number, r->times = times;
    } else if (sscanf(line, "process %d %d %llu", &id, &field, &number) == 3) {
        processes[process_count].id = id, processes[process_count].pid = field;
        processes[process_count++].used = number;
    } else if (sscanf(line, "no-processes %d", &id) == 1) {
        for (int i = 0; i < process_count; i++) if (processes[i].id == id) processes[i].id = -1;
    } else if (sscanf(line, "grow %d %d", &id, &field) == 2) {
        grow[id] = field;
    } else if (sscanf(line, "xid %d %llu", &id, &number) == 2) {
        if (registered[id]) xids[xid_count].id = id, xids[xid_count++].number = number;
    } else if (sscanf(line, "mig %d %d", &id, &field) == 2) {
        mig_count[id] = field;
        for (int i = 0; i < current_count; i++) /* the old instances' handles die */
            if (current[i]->parent == id) current[i]->generation = -1;
    } else if (sscanf(line, "text %63s %95[^\n]", call, text) == 2) {
        strcpy(texts[text_count][0], call), strcpy(texts[text_count++][1], text);
    } else if (*line && *line != '#' && *line != '\n') {
        note(faults, "the script does not understand: %s\n", line);
    }
}

API void fake_script(const char *line) {
    pthread_mutex_lock(&lock);
    understand(line);
    pthread_mutex_unlock(&lock);
}

API void fake_reset(void) {
    rule_count = process_count = xid_count = text_count = event_sets = event_set_live = 0;
    gpus = 2, initialised = 0, generation++, current_count = 0;
    memset(grow, 0, sizeof grow), memset(registered, 0, sizeof registered), memset(mig_count, 0, sizeof mig_count);
    *calls = *faults = 0;
}

API const char *fake_calls(void) { return calls; }
API const char *fake_faults(void) { return faults; }
/* Inits without a shutdown, and event sets not freed. */
API int fake_open(void) { return initialised + event_set_live; }

/* ---- how calls are answered ---- */

static void script_of_environment(void) {
    static int read;
    const char *name = getenv("FAKE_NVML");
    FILE *file;
    if (read++ || !name || !(file = fopen(name, "r"))) return;
    for (char line[256]; fgets(line, sizeof line, file);) understand(line);
    fclose(file);
}

static int applies(struct rule *r, const char *call, int id) {
    return (r->id == -1 || r->id == id) && !strcmp(r->call, call) && r->times != 0;
}

static int scripted_code(const char *call, int id) {
    for (int i = rule_count - 1; i >= 0; i--)
        if (rules[i].is_code && applies(&rules[i], call, id)) {
            if (rules[i].times > 0) rules[i].times--;
            return rules[i].value;
        }
    return 0;
}

static ull number(const char *call, int id, int field, ull otherwise) {
    for (int i = rule_count - 1; i >= 0; i--)
        if (!rules[i].is_code && rules[i].field == field && applies(&rules[i], call, id)) return rules[i].value;
    return otherwise;
}

static int enter(const char *call, int id) {
    note(calls, "%s %d\n", call, id);
    if (!initialised) {
        note(faults, "%s before nvmlInit\n", call);
        return ERROR_UNINITIALIZED;
    }
    return scripted_code(call, id);
}

static int bad(const char *call, const char *what, int code) {
    note(faults, "%s: %s\n", call, what);
    return code;
}

static int enter_with(const char *call, device dev) {
    if (!initialised) return enter(call, -1);
    if (!dev || dev->magic != MAGIC) return bad(call, "no handle", ERROR_INVALID_ARGUMENT);
    if (dev->generation == -1) return ERROR_INVALID_ARGUMENT; /* an instance that was removed: no fault of the caller's */
    if (dev->generation != generation) return bad(call, "a handle from before a shutdown", ERROR_INVALID_ARGUMENT);
    return enter(call, dev->id);
}

static device handle(int id, int parent) {
    for (int i = 0; i < current_count; i++)
        if (current[i]->id == id && current[i]->generation == generation) return current[i];
    device made = &pool[pool_count++];
    made->magic = MAGIC, made->id = id, made->parent = parent, made->generation = generation;
    for (int i = 0; i < current_count; i++)
        if (current[i]->id == id) return current[i] = made;
    return current[current_count++] = made;
}

static int text(const char *call, char *to, unsigned room, unsigned least, const char *what) {
    if (!to || room < least) return bad(call, "a buffer that is too small", ERROR_INSUFFICIENT_SIZE);
    snprintf(to, room, "%s", what);
    return 0;
}

#define BEGIN pthread_mutex_lock(&lock); int code = 0; do {
#define END } while (0); pthread_mutex_unlock(&lock); return code;
#define ENTER(dev) if ((code = enter_with(__func__, dev))) break;
#define FAIL(what, error) { code = bad(__func__, what, error); break; }
#define REFUSE(error) { code = error; break; }
#define NO_MIG(dev) if (dev->parent >= 0) REFUSE(ERROR_NOT_SUPPORTED)

/* ---- the library ---- */

static int init(const char *call) {
    int code;
    script_of_environment();
    note(calls, "%s -1\n", call);
    if (!(code = scripted_code(call, -1)) && initialised++ == 0) generation++, current_count = 0, xid_count = 0;
    return code;
}

API int nvmlInit_v2(void) { BEGIN code = init(__func__); END }
API int nvmlInit(void) { BEGIN code = init(__func__); END }
API int nvmlInitWithFlags(unsigned flags) { (void) flags; BEGIN code = init(__func__); END }

API int nvmlShutdown(void) {
    BEGIN
    note(calls, "nvmlShutdown -1\n");
    if (!initialised) FAIL("without nvmlInit", ERROR_UNINITIALIZED)
    if (--initialised == 0) {
        if (event_set_live) note(faults, "nvmlShutdown: an event set was not freed\n"), event_set_live = 0;
        generation++, memset(registered, 0, sizeof registered);
    }
    END
}

API const char *nvmlErrorString(int code) {
    switch (code) {
        case 0: return "Success";
        case 1: return "Uninitialized";
        case 2: return "Invalid Argument";
        case 3: return "Not Supported";
        case 4: return "Insufficient Permissions";
        case 6: return "Not Found";
        case 7: return "Insufficient Size";
        case 9: return "Driver Not Loaded";
        case 10: return "Timeout";
        case 13: return "Function Not Found";
        case 15: return "GPU is lost";
        case 16: return "GPU requires reset";
        case 18: return "Driver/library version mismatch";
        case 25: return "Argument version mismatch";
        default: return "Unknown Error";
    }
}

API int nvmlSystemGetDriverVersion(char *version, unsigned room) {
    BEGIN
    char driver[16];
    if ((code = enter(__func__, -1))) break;
    snprintf(driver, sizeof driver, "%d.54.15", FAKE_DRIVER);
    code = text(__func__, version, room, 80, driver);
    END
}

API int nvmlDeviceGetCount_v2(unsigned *count) {
    BEGIN
    if ((code = enter(__func__, -1))) break;
    *count = gpus;
    END
}

API int nvmlDeviceGetHandleByIndex_v2(unsigned index, device *to) {
    BEGIN
    if ((code = enter(__func__, index))) break;
    if ((int) index >= gpus) REFUSE(ERROR_INVALID_ARGUMENT)
    *to = handle(index, -1);
    END
}

API int nvmlDeviceGetUUID(device dev, char *uuid, unsigned room) {
    BEGIN
    char own[96];
    ENTER(dev)
    snprintf(own, sizeof own, "%s-%08d-0000-4000-8000-000000000000", dev->parent < 0 ? "GPU" : "MIG", dev->id);
    code = text(__func__, uuid, room, 80, own);
    END
}

API int nvmlDeviceGetName(device dev, char *name, unsigned room) {
    BEGIN
    const char *own = dev && dev->parent >= 0 ? "Fake H100 MIG 1g.10gb" : "Fake H100";
    ENTER(dev)
    for (int i = 0; i < text_count; i++) if (!strcmp(texts[i][0], __func__)) own = texts[i][1];
    code = text(__func__, name, room, 64, own);
    END
}

API int nvmlDeviceGetUtilizationRates(device dev, utilization *to) {
    BEGIN
    ENTER(dev)
    if (dev->parent >= 0 || mig_count[dev->id]) REFUSE(ERROR_NOT_SUPPORTED)
    to->gpu = number(__func__, dev->id, 0, 61 + dev->id), to->memory = number(__func__, dev->id, 1, 23 + dev->id);
    END
}

#define GIB (1ull << 30)
static ull total(int id) { return number("memory", id, 0, id >= 100 ? 10 * GIB : 80 * GIB); }
static ull reserved(int id) { return number("memory", id, 1, GIB / 2); }
static ull used(int id) { return number("memory", id, 2, (id >= 100 ? 1 + id % 100 : 7 + id) * GIB + 4096); }

API int nvmlDeviceGetMemoryInfo(device dev, memory_v1 *to) {
    BEGIN
    ENTER(dev)
    int id = dev->id;
    to->total = total(id), to->used = used(id) + reserved(id), to->free = to->total - to->used;
    END
}

#if FAKE_DRIVER >= 510
API int nvmlDeviceGetMemoryInfo_v2(device dev, memory_v2 *to) {
    BEGIN
    ENTER(dev)
    if (to->version != (sizeof *to | 2 << 24)) FAIL("wrong version of the struct", ERROR_ARGUMENT_VERSION_MISMATCH)
    int id = dev->id;
    to->total = total(id), to->reserved = reserved(id), to->used = used(id);
    to->free = to->total - to->used - to->reserved;
    END
}
#endif

#if FAKE_DRIVER < 700
API int nvmlDeviceGetTemperature(device dev, int sensor, unsigned *to) {
    BEGIN
    ENTER(dev)
    NO_MIG(dev)
    if (sensor) FAIL("no such sensor", ERROR_INVALID_ARGUMENT)
    *to = number("temperature", dev->id, 0, 54 + dev->id);
    END
}
#endif

#if FAKE_DRIVER >= 570
API int nvmlDeviceGetTemperatureV(device dev, temperature_v1 *to) {
    BEGIN
    ENTER(dev)
    NO_MIG(dev)
    if (to->version != (sizeof *to | 1 << 24)) FAIL("wrong version of the struct", ERROR_ARGUMENT_VERSION_MISMATCH)
    if (to->sensor) FAIL("no such sensor", ERROR_INVALID_ARGUMENT)
    to->temperature = number("temperature", dev->id, 0, 54 + dev->id);
    END
}
#endif

#define UNSIGNED(name, otherwise)                                  \
    API int name(device dev, unsigned *to) {                       \
        BEGIN                                                      \
        ENTER(dev)                                                 \
        NO_MIG(dev)                                                \
        *to = number(__func__, dev->id, 0, otherwise + dev->id);   \
        END                                                        \
    }
#define LONG_LONG(name, otherwise)                                 \
    API int name(device dev, ull *to) {                            \
        BEGIN                                                      \
        ENTER(dev)                                                 \
        NO_MIG(dev)                                                \
        *to = number(__func__, dev->id, 0, otherwise + dev->id);   \
        END                                                        \
    }
UNSIGNED(nvmlDeviceGetPowerUsage, 412345)
UNSIGNED(nvmlDeviceGetEnforcedPowerLimit, 700000)
LONG_LONG(nvmlDeviceGetTotalEnergyConsumption, 9876543210123ull)
#if FAKE_DRIVER >= 535
LONG_LONG(nvmlDeviceGetCurrentClocksEventReasons, 0x104)
#endif
#if FAKE_DRIVER < 700
LONG_LONG(nvmlDeviceGetCurrentClocksThrottleReasons, 0x104)
#endif

API int nvmlDeviceGetClockInfo(device dev, int type, unsigned *to) {
    BEGIN
    ENTER(dev)
    NO_MIG(dev)
    if (type < 0 || type > 3) FAIL("no such clock", ERROR_INVALID_ARGUMENT)
    ull clock = number(__func__, dev->id, type, type == 2 ? 2619 : 1980 - type);
    if (!clock) REFUSE(ERROR_NOT_SUPPORTED)
    *to = clock;
    END
}

API int nvmlDeviceGetPcieThroughput(device dev, int counter, unsigned *to) {
    BEGIN
    ENTER(dev)
    NO_MIG(dev)
    if (counter < 0 || counter > 1) FAIL("no such counter", ERROR_INVALID_ARGUMENT)
    *to = number(__func__, dev->id, counter, 1200 + 34 * counter);
    END
}

API int nvmlDeviceGetTotalEccErrors(device dev, int error, int counter, ull *to) {
    BEGIN
    ENTER(dev)
    NO_MIG(dev)
    if (error < 0 || error > 1 || counter < 0 || counter > 1) FAIL("no such counter", ERROR_INVALID_ARGUMENT)
    *to = number(__func__, dev->id, error * 2 + counter, 5 - 4 * error + 100 * counter);
    END
}

API int nvmlDeviceGetFieldValues(device dev, int n, field_value *to) {
    BEGIN
    ENTER(dev)
    NO_MIG(dev)
    for (int i = 0; i < n; i++) {
        to[i].code = to[i].field == 82 ? scripted_code("field", dev->id) : ERROR_NOT_SUPPORTED;
        to[i].type = 1, to[i].timestamp = 1, to[i].latency = 2;
        memset(&to[i].v, 0xEE, sizeof to[i].v); /* what a type does not use is anything */
        to[i].v.ui = number("field", dev->id, to[i].field, 77);
    }
    END
}

/* ---- MIG ---- */

API int nvmlDeviceGetMigMode(device dev, unsigned *now, unsigned *pending) {
    BEGIN
    ENTER(dev)
    NO_MIG(dev)
    *now = mig_count[dev->id] > 0, *pending = !*now;
    END
}

API int nvmlDeviceGetMaxMigDeviceCount(device dev, unsigned *to) {
    BEGIN
    ENTER(dev)
    *to = 7;
    END
}

API int nvmlDeviceGetMigDeviceHandleByIndex(device dev, unsigned index, device *to) {
    BEGIN
    ENTER(dev)
    if (index % 2 || (int) index / 2 >= mig_count[dev->id]) REFUSE(ERROR_NOT_FOUND)
    *to = handle(100 * (dev->id + 1) + index, dev->id);
    END
}

/* ---- processes ---- */

static int list(const char *call, device dev, unsigned *count, char *to, unsigned stride) {
    unsigned there = 0, room = to ? *count : 0;
    int id = dev->id;
    if (!to && *count) return bad(call, "a count without a list", ERROR_INVALID_ARGUMENT);
    for (int i = 0; i < process_count; i++) there += processes[i].id == id;
    if (there > room) {
        *count = there;
        if (id < 8)
            for (int i = 0; i < grow[id]; i++)
                processes[process_count].id = id, processes[process_count].pid = 70000 + process_count,
                processes[process_count++].used = 1;
        return ERROR_INSUFFICIENT_SIZE;
    }
    *count = 0;
    for (int i = 0; i < process_count; i++)
        if (processes[i].id == id) {
            process_wide wide = {processes[i].pid, processes[i].used, -1u, -1u, 0x5555555555555555ull};
            memcpy(to + stride * (*count)++, &wide, stride);
        }
    return 0;
}

#define PROCESSES(name, stride)                                                \
    API int name(device dev, unsigned *count, void *to) {                      \
        BEGIN                                                                  \
        ENTER(dev)                                                             \
        code = list(__func__, dev, count, to, stride);                         \
        END                                                                    \
    }
PROCESSES(nvmlDeviceGetComputeRunningProcesses, sizeof(process_v1))
#if FAKE_DRIVER >= 470
PROCESSES(nvmlDeviceGetComputeRunningProcesses_v2, sizeof(process_v2))
#endif
#if FAKE_DRIVER == 535
PROCESSES(nvmlDeviceGetComputeRunningProcesses_v3, sizeof(process_wide))
#elif FAKE_DRIVER >= 510
PROCESSES(nvmlDeviceGetComputeRunningProcesses_v3, sizeof(process_v2))
#endif
#if FAKE_DRIVER >= 535
API int nvmlDeviceGetConfComputeMemSizeInfo(device dev, void *to) { (void) dev, (void) to; return ERROR_NOT_SUPPORTED; }
#endif
#if FAKE_DRIVER > 535
API int nvmlDeviceGetRunningProcessDetailList(device dev, void *to) { (void) dev, (void) to; return ERROR_NOT_SUPPORTED; }
#endif

/* ---- events ---- */

API int nvmlEventSetCreate(void **set) {
    BEGIN
    if ((code = enter(__func__, -1))) break;
    event_set_live++, *set = &event_sets;
    END
}

API int nvmlDeviceRegisterEvents(device dev, ull types, void *set) {
    BEGIN
    ENTER(dev)
    if (set != &event_sets || types != 8) FAIL("not the set, or not Xids alone", ERROR_INVALID_ARGUMENT)
    registered[dev->id] = 1;
    END
}

API int nvmlEventSetWait_v2(void *set, event *to, unsigned milliseconds) {
    BEGIN
    if ((code = enter(__func__, -1))) break;
    if (set != &event_sets) FAIL("no such set", ERROR_INVALID_ARGUMENT)
    if (milliseconds) FAIL("would wait", ERROR_INVALID_ARGUMENT)
    if (!xid_count) REFUSE(ERROR_TIMEOUT)
    to->dev = handle(xids[0].id, -1), to->type = 8, to->data = xids[0].number;
    to->gpu_instance = to->compute_instance = -1u;
    memmove(xids, xids + 1, --xid_count * sizeof *xids);
    END
}

API int nvmlEventSetFree(void *set) {
    BEGIN
    if ((code = enter(__func__, -1))) break;
    if (set != &event_sets || !event_set_live) FAIL("no such set", ERROR_INVALID_ARGUMENT)
    event_set_live--;
    END
}
