# Reads what JMH prints and writes a table of medians over all measured iterations of all forks.
#
#   awk -f medians.awk side=1 round=1 LOG round=2 LOG …                other ways against `tachograph` of the same class
#   awk -f medians.awk side=1 round=1 LOG side=2 round=1 LOG side=2 round=2 LOG …          second side against the first
#
# A ratio is the median of the rounds' ratios: the two sides of a round ran close to each other in time.

/^# Benchmark: / {
    name = $3
    n = split(name, part, ".")
    name = part[n - 1] "." part[n]
}

/^# Parameters: / {
    sub(/^# Parameters: /, "")
    name = name " " $0
}

/^Iteration +[0-9]+: / {
    sub(/^Iteration +[0-9]+: +/, "")
    gsub(/,/, ".", $1) # some locales
    if ($1 + 0 <= 0) {
        next
    }
    if (!(name in known)) {
        known[name] = 1
        names[++count] = name
    }
    unit[name] = $NF
    put(side SUBSEP name, $1 + 0)
    put(side SUBSEP name SUBSEP round, $1 + 0)
    if (round > rounds) {
        rounds = round
    }
    if (side == 2) {
        comparing = 1
    }
}

END {
    if (!count) {
        print "no benchmark was measured" > "/dev/stderr"
        exit 1
    }
    if (comparing) {
        compare()
    } else {
        list()
    }
}

function put(key, value) {
    values[key, ++size[key]] = value
}

# Sorts in place; there are tens of values, not thousands.
function arrange(key,    i, j, v) {
    for (i = 2; i <= size[key]; i++) {
        v = values[key, i]
        for (j = i - 1; j >= 1 && values[key, j] > v; j--) {
            values[key, j + 1] = values[key, j]
        }
        values[key, j + 1] = v
    }
}

function median(key,    n) {
    n = size[key]
    if (!n) {
        return 0
    }
    arrange(key)
    return n % 2 ? values[key, (n + 1) / 2] : (values[key, n / 2] + values[key, n / 2 + 1]) / 2
}

function figure(v) {
    return sprintf(v < 10 ? "%.2f" : v < 100 ? "%.1f" : "%.0f", v)
}

# Ratio of what key a and key b measured: median over the rounds; lowest and highest are left in `low` and `high`.
function ratio(a, b,    r, key, m) {
    key = "ratio" SUBSEP a SUBSEP b
    for (r = 1; r <= rounds; r++) {
        if (size[a SUBSEP r] && size[b SUBSEP r]) {
            put(key, median(a SUBSEP r) / median(b SUBSEP r))
        }
    }
    m = median(key)
    low = size[key] ? values[key, 1] : 0
    high = size[key] ? values[key, size[key]] : 0
    return m
}

function ratioCells(a, b,    m) {
    m = ratio(a, b)
    return m ? figure(m) " | " (rounds > 1 ? figure(low) " – " figure(high) : "") : " | "
}

function list(    i, key, m, ours) {
    print "| benchmark | median | smallest – largest | n | ÷ `tachograph` | in single rounds |"
    print "|---|---:|---:|---:|---:|---:|"
    for (i = 1; i <= count; i++) {
        key = 1 SUBSEP names[i]
        m = median(key)
        ours = names[i]
        sub(/\.[A-Za-z0-9_]+/, ".tachograph", ours)
        printf "| %s | %s %s | %s – %s | %d | %s |\n", names[i], figure(m), unit[names[i]], \
            figure(values[key, 1]), figure(values[key, size[key]]), size[key], \
            ours != names[i] && (ours in known) ? ratioCells(key, 1 SUBSEP ours) : " | "
    }
}

function compare(    i, a, b) {
    print "| benchmark | first | second | second ÷ first | in single rounds |"
    print "|---|---:|---:|---:|---:|"
    for (i = 1; i <= count; i++) {
        a = 1 SUBSEP names[i]
        b = 2 SUBSEP names[i]
        printf "| %s | %s | %s | %s |\n", names[i], cell(a), cell(b), ratioCells(b, a)
    }
}

function cell(key,    m) {
    m = median(key)
    return m ? figure(m) " " unit[substr(key, index(key, SUBSEP) + 1)] : "absent"
}
