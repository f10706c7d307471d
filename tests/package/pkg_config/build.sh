#!/bin/bash
# build.sh COMPILER PREFIX FOLDER: builds and runs the consumer with what pkg-config says, and nothing else.
set -euo pipefail
PKG_CONFIG_PATH=$(find "$2" -type d -name pkgconfig -print -quit)
export PKG_CONFIG_PATH
mkdir -p "$3"
read -ra flags < <(pkg-config --cflags migrate)
read -ra libraries < <(pkg-config --static --libs migrate)
"$1" -std=c++20 "${flags[@]}" "$(dirname "$0")/../consumer.cpp" "${libraries[@]}" -o "$3/consumer"
"$3/consumer"
