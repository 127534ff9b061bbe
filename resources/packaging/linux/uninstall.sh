#!/bin/sh
# Takes the program away again, and nothing that the clerk made with it.
if [ "$(id -u)" = 0 ]; then
    home=/opt/union-steward bin=/usr/local/bin share=/usr/local/share
else
    home="$HOME/.local/lib/union-steward" bin="$HOME/.local/bin" share="${XDG_DATA_HOME:-$HOME/.local/share}"
fi
tell() {
    echo "$1"
    if [ -n "$DISPLAY" ] && command -v notify-send >/dev/null; then notify-send "工会小管家" "$1"; fi
}

for open in /proc/[0-9]*/exe; do
    if [ "$(readlink "$open" 2>/dev/null)" = "$home/python/bin/python3.11" ]; then
        tell "工会小管家正开着。请先保存并关掉它的窗口，再卸载。"
        exit 3
    fi
done
rm -rf "$home"
rm -f "$bin/union-steward" "$share/applications/union-steward.desktop" "$share/mime/packages/union-steward.xml"
find "$share/icons/hicolor" -path '*/apps/union-steward.*' -delete 2>/dev/null
update-mime-database "$share/mime" 2>/dev/null
update-desktop-database "$share/applications" 2>/dev/null
tell "工会小管家已卸载。您的数据文件（.union）、备份和设置都没有动，还在原来的地方；以后重新装上就能接着用。"
exit 0
