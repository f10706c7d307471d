#!/bin/bash
# check_deb.sh BUILD-FOLDER: cpack makes two Debian packages and an archive; the program in them runs, its package names
# what it needs.
set -euo pipefail
cd "$1"
rm -rf package/deb && mkdir -p package/deb/root
cpack -B "$PWD/package/deb" >package/deb/log 2>&1 || { cat package/deb/log; exit 1; }

cd package/deb
program=$(ls migrate_*_*.deb) library=$(ls libmigrate-dev_*_*.deb) archive=$(ls migrate-*.tar.gz)
depends=$(dpkg-deb -f "$program" Depends)
echo "$program needs $depends"
for needed in libc6 libsqlite3-0 libmd0; do
    [[ $depends == *$needed* ]] || { echo "error: $program does not depend on $needed"; exit 1; }
done
dpkg-deb -x "$program" root
root/usr/bin/migrate --version
[[ -f root/usr/share/doc/migrate/copyright ]] || { echo "error: $program has no copyright file"; exit 1; }
dpkg-deb -c "$library" | grep /usr/include/migrate/url.hpp
tar -tf "$archive" | grep '/bin/migrate$'
