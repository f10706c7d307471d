# Sourced by tools/demo and tools/test: the folder of the project, stages with their times, builds.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$root"

# Builds in different clones share their cache; debug information then holds no absolute paths.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
export LC_ALL=C.UTF-8 TZ=UTC

# A compiler may take 1.5 GB; without /proc the number of processors has to do.
jobs() {
    local count memory
    count=$(nproc)
    if [[ -r /proc/meminfo ]]; then
        memory=$(awk '/^MemTotal/ {print int($2 / 1500000)}' /proc/meminfo)
        ((memory >= count)) || count=$((memory > 0 ? memory : 1))
    fi
    echo "$count"
}

say() {
    printf '\n==> %s\n' "$*"
}

# configure PRESET [-D...]: quiet unless it fails.
configure() {
    local preset=$1 log
    log=$(mktemp "${TMPDIR:-/tmp}/migrate-configure.XXXXXX")
    if ! cmake --preset "$@" >"$log" 2>&1; then
        cat "$log"
        rm -f "$log"
        echo "error: cmake could not configure $preset"
        return 1
    fi
    rm -f "$log"
}

# build PRESET [--target T...]: how far it is, and what the compiler has to say.
build() {
    local command=(cmake --build --preset "$1" --parallel "$(jobs)" "${@:2}")
    if [[ -t 1 ]]; then
        "${command[@]}"
        return
    fi
    # In a log, a line for each tenth.
    NINJA_STATUS='[%f/%t] ' "${command[@]}" | awk '
        /^\[[0-9]+\/[0-9]+\] / {
            split(substr($1, 2), n, /[\/\]]/)
            if (int(n[1] * 10 / n[2]) > tenth) { tenth = int(n[1] * 10 / n[2]); print "  " n[1] " of " n[2]; fflush() }
            next
        }
        /^-- |^ninja: (no work|Entering)/ { next }
        { print; fflush() }'
}
