"""Reads GPUs with NVIDIA's own Python bindings and prints what NvmlTable prints: GPU, field, value.

Shares nothing with the agent but the library it asks.
"""
import pynvml as n


def ask(call, *arguments):
    try:
        return call(*arguments)
    except n.NVMLError:
        return None


def put(gpu, field, value):
    if value is None:
        value = "-"
    elif isinstance(value, bool):
        value = str(value).lower()
    lines.append(f"{gpu}\t{field}\t{value}")


def div(value, by):
    return None if value is None else value / by


def times(value, by):
    return None if value is None else value * by


def processes(handle, uuid):
    found = ask(n.nvmlDeviceGetComputeRunningProcesses, handle)
    for process in found or []:
        put(uuid, f"process {process.pid}", process.usedGpuMemory)
    return None if found is None else len(found)


def device(handle, index, parent):
    uuid = n.nvmlDeviceGetUUID(handle)
    rates = ask(n.nvmlDeviceGetUtilizationRates, handle)
    memory = ask(n.nvmlDeviceGetMemoryInfo, handle, n.nvmlMemory_v2)
    # A MIG instance answers some calls for its parent on some drivers; the agent does not ask it.
    whole = parent is None
    own = lambda call, *arguments: ask(call, handle, *arguments) if whole else None
    mode = own(n.nvmlDeviceGetMigMode)
    mig = None if mode is None else mode[0] == 1
    fields = own(n.nvmlDeviceGetFieldValues, [n.NVML_FI_DEV_MEMORY_TEMP])
    hot = fields[0] if fields and fields[0].nvmlReturn == 0 else None
    reasons = own(n.nvmlDeviceGetCurrentClocksEventReasons)
    for field, value in {
        "index": index,
        "name": n.nvmlDeviceGetName(handle),
        "parent": parent,
        "mig": mig,
        "driver_version": n.nvmlSystemGetDriverVersion(),
        "utilization": div(rates and rates.gpu, 100),
        "memory_utilization": div(rates and rates.memory, 100),
        "memory_used_bytes": memory and memory.used,
        "memory_total_bytes": memory and memory.total,
        "power_watts": div(own(n.nvmlDeviceGetPowerUsage), 1e3),
        "power_limit_watts": div(own(n.nvmlDeviceGetEnforcedPowerLimit), 1e3),
        "energy_millijoules": own(n.nvmlDeviceGetTotalEnergyConsumption),
        "temperature_celsius": div(own(n.nvmlDeviceGetTemperatureV, 0), 1),
        "memory_temperature_celsius": div(hot and hot.value.uiVal, 1),
        "sm_clock_mhz": own(n.nvmlDeviceGetClockInfo, n.NVML_CLOCK_SM),
        "memory_clock_mhz": own(n.nvmlDeviceGetClockInfo, n.NVML_CLOCK_MEM),
        "throttle_reasons": reasons,
        "ecc_corrected": own(n.nvmlDeviceGetTotalEccErrors, 0, 0),
        "ecc_uncorrected": own(n.nvmlDeviceGetTotalEccErrors, 1, 0),
        "pcie_tx_bytes_per_second": times(own(n.nvmlDeviceGetPcieThroughput, 0), 1000),
        "pcie_rx_bytes_per_second": times(own(n.nvmlDeviceGetPcieThroughput, 1), 1000),
        "xids": [] if whole else None,  # None has happened since the reader began.
        "processes": processes(handle, uuid),
    }.items():
        put(uuid, field, value)
    return uuid, mig


lines = []
n.nvmlInit()
for i in range(n.nvmlDeviceGetCount()):
    gpu = n.nvmlDeviceGetHandleByIndex(i)
    uuid, divided = device(gpu, i, None)
    for k in range(n.nvmlDeviceGetMaxMigDeviceCount(gpu) if divided else 0):
        instance = ask(n.nvmlDeviceGetMigDeviceHandleByIndex, gpu, k)
        if instance:
            device(instance, None, uuid)
n.nvmlShutdown()
print("\n".join(sorted(lines)))
