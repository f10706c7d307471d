# What tests/servers/mariadb and tests/servers/mysql have in common: sourced by them, with `name`, and the functions
# `make_data DATA` and `server_command`, which sets `command`: the program with what it needs to run.

usage() {
    echo "usage: tests/servers/$name start FOLDER [OWNER] | stop FOLDER" >&2
    exit 2
}

# The servers refuse to run as root.
as_server=()
[[ $(id -u) != 0 ]] || as_server=(setpriv --reuid=nobody --regid=nogroup --clear-groups)

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Whether the server on the port greets before its process ends, within two minutes.
answers() {
    python3 - "$1" "$2" <<'PY'
import os, socket, sys, time
port, pid = int(sys.argv[1]), int(sys.argv[2])
until = time.monotonic() + 120
while time.monotonic() < until:
    try:
        with socket.create_connection(("127.0.0.1", port), 5) as session:
            if session.recv(1):
                sys.exit(0)
    except OSError:
        pass
    if not os.path.isdir(f"/proc/{pid}") and os.path.isdir("/proc/self"):
        sys.exit(1)
    time.sleep(0.05)
sys.exit(1)
PY
}

new_data_folder() {
    local place=${TMPDIR:-/tmp} data
    if [[ -w /dev/shm && $(df --output=avail -k /dev/shm | tail -1) -gt 2000000 ]]; then
        place=/dev/shm
    fi
    data=$(mktemp -d "$place/migrate-$name.XXXXXX")
    [[ $(id -u) != 0 ]] || chown nobody:nogroup "$data"
    echo "$data"
}

# Everybody may enter from this machine, by whatever address it has there.
write_init_file() {
    cat >"$1/init.sql" <<'SQL'
CREATE USER IF NOT EXISTS 'root'@'%' IDENTIFIED BY '';
GRANT ALL PRIVILEGES ON *.* TO 'root'@'%' WITH GRANT OPTION;
SQL
}

# Trusts that the machine does not crash.
settings=(--bind-address=127.0.0.1 --skip-name-resolve --skip-log-bin --max-connections=200
          --character-set-server=utf8mb4 --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0
          --innodb-buffer-pool-size=64M --key-buffer-size=8M --table-open-cache=400 --event-scheduler=OFF)

# Another program may take the port first: then the next one.
run_server() {
    local data=$1 port pid
    for _ in 1 2 3 4 5; do
        port=$(free_port)
        (
            cd "$data"
            "${as_server[@]}" setsid "${command[@]}" "${settings[@]}" --datadir="$data/data" --port="$port" --socket="$data/socket" \
                --pid-file="$data/server.pid" --tmpdir="$data" --init-file="$data/init.sql" --log-error="$data/log.err" \
                >/dev/null 2>&1 </dev/null &
            echo $! >"$data/child"
        )
        pid=$(cat "$data/child")
        if answers "$port" "$pid"; then
            echo "$port"
            return
        fi
        kill -KILL "$pid" 2>/dev/null || true
    done
    echo "error: the server does not start; its log:" >&2
    tail -20 "$data/log.err" >&2
    return 1
}

start() {
    mkdir -p "$folder"
    local data port
    server_command
    data=$(new_data_folder)
    echo "$data" >"$folder/$name.data"
    write_init_file "$data"
    if ! (cd "$data" && make_data "$data") >"$folder/$name.log" 2>&1; then
        cat "$folder/$name.log" >&2
        rm -rf "$data"
        exit 1
    fi
    if ! port=$(run_server "$data"); then
        rm -rf "$data"
        exit 1
    fi
    setsid bash -c 'while kill -0 "$1" 2>/dev/null && [[ -f $3 ]]; do sleep 1; done; "$2" stop "$4"' watch \
        "$owner" "$(realpath "$0")" "$(realpath "$folder")/$name.data" "$(realpath "$folder")" >/dev/null 2>&1 </dev/null &
    echo "$name://root@127.0.0.1:$port/"
}

# By its pid, at once: nobody needs the data any more.
stop() {
    local data pid
    [[ -f $folder/$name.data ]] || exit 0
    data=$(cat "$folder/$name.data")
    rm -f "$folder/$name.data"
    if [[ -f $data/server.pid ]]; then
        pid=$(cat "$data/server.pid")
        kill -KILL "$pid" 2>/dev/null || true
        for _ in $(seq 100); do
            kill -0 "$pid" 2>/dev/null || break
            sleep 0.1
        done
    fi
    rm -rf "$data"
}

[[ $# -ge 2 ]] || usage
folder=$2 owner=${3:-$PPID}
case $1 in
    start) start ;;
    stop) stop ;;
    *) usage ;;
esac
