#!/usr/bin/env bash
# Builds the Python of the box so that it runs with an old C library (2.28: UOS 20, Kylin V10).
#   .ci/handout/python.sh SOURCES PREFIX
# SOURCES holds the upstream archives of Debian's source packages python3.11, zlib, bzip2, xz-utils, libffi and sqlite3
# (apt-get source --download-only …).  The compiler is zig (pip install ziglang), whose C library has any version's
# symbols.  No OpenSSL: nothing in the box speaks to a server; checksums are Python's own.
set -euo pipefail
sources=$(cd "$1" && pwd)
target=$(mkdir -p "$2" && cd "$2" && pwd)
glibc=${GLIBC:-2.28}
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
parts=$work/parts
mkdir -p "$parts/bin" "$parts/lib" "$parts/include"
# Headers and libraries of this system are of its own C library: they must not be found.
cat >"$parts/bin/cc" <<E2
#!/bin/bash
kept=()
for word in "\$@"; do case \$word in -I/usr/* | -L/usr/* | -L/lib*) ;; *) kept+=("\$word") ;; esac; done
mode=cc
for word in "\$@"; do case \$word in *.cpp) mode=c++ ;; esac; done
exec $python -m ziglang \$mode -target x86_64-linux-gnu.$glibc -fno-sanitize=undefined "\${kept[@]}"
E2
for tool in ar ranlib; do printf '#!/bin/sh\nexec %s -m ziglang %s "$@"\n' "$python" $tool >"$parts/bin/$tool"; done
chmod +x "$parts"/bin/*
export CC=$parts/bin/cc AR=$parts/bin/ar RANLIB=$parts/bin/ranlib CFLAGS="-O2 -fPIC -Wno-date-time"
unpack() { mkdir -p "$work/$1" && tar xf "$(ls "$sources"/$1*.orig.tar.* | head -1)" -C "$work/$1" --strip-components=1 && cd "$work/$1"; }

unpack zlib && ./configure --prefix="$parts" --static && make libz.a && make install
unpack bzip2 && make libbz2.a CC="$CC" AR="$AR" RANLIB="$RANLIB" CFLAGS="$CFLAGS" && cp libbz2.a "$parts/lib" && cp bzlib.h "$parts/include"
unpack xz && ./configure --prefix="$parts" --disable-shared --disable-xz --disable-xzdec --disable-lzmadec --disable-lzmainfo --disable-scripts --disable-doc && make && make install
unpack libffi && ./configure --prefix="$parts" --disable-shared --disable-docs --disable-exec-static-tramp --disable-multi-os-directory && make && make install
unpack sqlite3 && env -u CC -u AR -u RANLIB -u CFLAGS ./configure --disable-tcl && env -u CC make sqlite3.c
$CC $CFLAGS -DSQLITE_ENABLE_RTREE -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_MATH_FUNCTIONS -c sqlite3.c
$AR rcs "$parts/lib/libsqlite3.a" sqlite3.o && cp sqlite3.h "$parts/include"

unpack python3
export CPPFLAGS="-I$parts/include" LDFLAGS="-L$parts/lib" PKG_CONFIG_PATH=$parts/lib/pkgconfig LIBFFI_INCLUDEDIR=$parts/include
export LIBSQLITE3_CFLAGS="-I$parts/include" LIBSQLITE3_LIBS="-L$parts/lib -lsqlite3 -lm -lpthread -ldl"
./configure --prefix="$target" --enable-shared --without-ensurepip --disable-test-modules
# Words this compiler's linker does not know, and a library nothing links to.
sed -i -e 's/-Wl,-h\$/-Wl,-soname,$/g' -e '/^libpython3.so:/{n;s#.*#\tcp $(INSTSONAME) $@#}' Makefile
make -j"$(nproc)" && make install
cp "$parts/bin/cc" "$target/bin/box-cc"
echo "built: run build.py with LD_LIBRARY_PATH=$target/lib CC=$target/bin/box-cc and $target/bin/python3"
