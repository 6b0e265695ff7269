#!/bin/sh
# Installs the program from the wheels beside this script: no network, no administrator.
# sh install.sh [FOLDER]   sh install.sh --remove [FOLDER]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
remove=
[ "${1:-}" = --remove ] && { remove=yes; shift; }
target=${1:-$data/lianfang/program}
if [ -n "$remove" ]; then
  if [ -f "$here/install-desktop.sh" ]; then sh "$here/install-desktop.sh" --remove; fi
  [ -f "$target/pyvenv.cfg" ] && rm -rf "$target"
  echo "已移除 · removed: $target"
  exit 0
fi
wanted=$(sed -n '/"python"/,/]/s/.*"\([0-9][0-9.]*\)".*/\1/p' "$here/KIT.json")
python=
for version in $wanted; do
  for name in "python$version" python3; do
    if command -v "$name" >/dev/null 2>&1 &&
      [ "$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])')" = "$version" ]; then
      python=$name
      break 2
    fi
  done
done
if [ -z "$python" ]; then
  echo "需要 Python $(echo $wanted)；没有找到。请先安装后再运行。" >&2
  echo "Python $(echo $wanted) is needed and was not found; install it and run this again." >&2
  exit 1
fi
if command -v sha256sum >/dev/null 2>&1; then
  (cd "$here" && sha256sum --quiet -c SHA256SUMS) || {
    echo "文件与校验值不符，请重新拷贝。 · The files are not as they were packed; copy them again." >&2
    exit 1
  }
fi
"$python" -m venv "$target" || {
  echo "请安装 python3-venv。 · The package python3-venv is missing." >&2
  exit 1
}
PIP_CONFIG_FILE=/dev/null "$target/bin/python" -m pip install -q --disable-pip-version-check --no-index \
  --find-links "$here/wheels" lianfang
LIANFANG_PROGRAM=$target/bin/lianfang sh "$here/install-desktop.sh"
echo "已安装 · installed: $target/bin/lianfang"
