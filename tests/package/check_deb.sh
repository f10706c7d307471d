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
for page in migrate.1 migrate-upgrade.1; do
    [[ -f root/usr/share/man/man1/$page ]] || { echo "error: $program has no $page"; exit 1; }
done
for script in bash-completion/completions/migrate zsh/vendor-completions/_migrate fish/vendor_completions.d/migrate.fish; do
    [[ -f root/usr/share/$script ]] || { echo "error: $program has no $script"; exit 1; }
done
# As bash loads it when Tab is pressed.
bash -c 'source root/usr/share/bash-completion/completions/migrate
    COMP_WORDS=(root/usr/bin/migrate upg) COMP_CWORD=1
    _migrate
    [[ ${COMPREPLY[*]} == upgrade ]] || { echo "error: upg completes to ${COMPREPLY[*]}"; exit 1; }'
dpkg-deb -c "$library" | grep /usr/include/migrate/url.hpp
tar -tf "$archive" | grep '/bin/migrate$'
