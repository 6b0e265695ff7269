#!/bin/sh
# Puts the program into the user's menu and lets plans and packages open by double click; --remove takes that back.
# Nothing is written outside of the user's own folder.  The program stays where it lies: run this again after a move.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${LIANFANG_PROGRAM:-$here/lianfang}
data=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$data/applications/lianfang.desktop
types=$data/mime/packages/lianfang-mime.xml
icon=$data/icons/hicolor/scalable/apps/lianfang.svg
refresh() {
  if command -v update-mime-database >/dev/null; then update-mime-database "$data/mime" || true; fi
  if command -v update-desktop-database >/dev/null; then update-desktop-database "$data/applications" || true; fi
  if command -v gtk-update-icon-cache >/dev/null; then gtk-update-icon-cache -q -t "$data/icons/hicolor" || true; fi
}
if [ "${1:-}" = --remove ]; then
  rm -f "$entry" "$types" "$icon"
  refresh
  echo "已移除 · removed: $entry"
  exit 0
fi
mkdir -p "$data/applications" "$data/mime/packages" "$data/icons/hicolor/scalable/apps"
cp "$here/desktop/lianfang-mime.xml" "$types"
cp "$here/desktop/lianfang.svg" "$icon"
# In an Exec line, quoted: \ " ` $ are written with a backslash, which the file itself doubles; % is doubled.
quoted=$(printf '%s' "$program" | sed -e 's/[\\"`$]/\\\\&/g' -e 's/%/%%/g')
while IFS= read -r line; do
  case $line in
    Exec=*) printf 'Exec="%s" %%F\n' "$quoted" ;;
    *) printf '%s\n' "$line" ;;
  esac
done <"$here/desktop/lianfang.desktop" >"$entry"
refresh
echo "已放进菜单 · in the menu: $entry"
