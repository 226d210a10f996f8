# Lines: way case parallelism measured|warm-up records seconds cpuMicros databaseMicros. Writes a table of medians over
# the measured run of each process, with the smallest and largest.
$4 == "measured" {
    key = $2 " " $3 " " $1
    if (!(key in n)) {
        keys[++count] = key
    }
    i = ++n[key]
    rate[key, i] = $5 / $6 / 1000
    cpu[key, i] = $7 / $5
    database[key, i] = $8 / $5
}

function median(values, key,    i, j, sorted, m, v) {
    m = n[key]
    for (i = 1; i <= m; i++) {
        v = values[key, i]
        for (j = i - 1; j >= 1 && sorted[j] > v; j--) {
            sorted[j + 1] = sorted[j]
        }
        sorted[j + 1] = v
    }
    lowest = sorted[1]
    highest = sorted[m]
    return m % 2 ? sorted[(m + 1) / 2] : (sorted[m / 2] + sorted[m / 2 + 1]) / 2
}

END {
    print "| case | parallelism | way | 1000 records/s | smallest – largest | CPU µs/record | database CPU µs/record | n |"
    print "|---|---:|---|---:|---:|---:|---:|---:|"
    for (k = 1; k <= count; k++) {
        key = keys[k]
        split(key, part, " ")
        r = median(rate, key)
        range = sprintf("%.0f – %.0f", lowest, highest)
        printf "| %s | %s | %s | %.0f | %s | %.2f | %.2f | %d |\n", part[1], part[2], part[3], r, range, median(cpu, key), median(database, key), n[key]
    }
}
