#!/bin/sh
# Puts the program into the user's own folders, or for everybody when root runs it; run by the .run file.
set -e
umask 022
if [ "$(id -u)" = 0 ]; then
    room_at=/opt home=/opt/union-steward bin=/usr/local/bin share=/usr/local/share
else
    room_at="$HOME"
    home="$HOME/.local/lib/union-steward" bin="$HOME/.local/bin" share="${XDG_DATA_HOME:-$HOME/.local/share}"
fi

if [ "$(uname -m)" != x86_64 ]; then
    echo "这台电脑的处理器是 $(uname -m)，本软件只能装在 x86-64 的电脑上。"
    exit 1
fi
room=$(df -Pk "$room_at" 2>/dev/null | awk 'NR==2 {print $4}')
if [ -n "$room" ] && [ "$room" -lt 500000 ]; then
    echo "磁盘空间不够：至少要有 500 MB 空闲，现在只有 $((room / 1024)) MB。清理以后再装。"
    exit 1
fi

# What is open would miss the parts that it has not read yet.
for open in /proc/[0-9]*/exe; do
    if [ "$(readlink "$open" 2>/dev/null)" = "$home/python/bin/python3.11" ]; then
        echo "工会小管家正开着。请先保存并关掉它的窗口，再装一次。"
        exit 3
    fi
done

# The new one is laid beside the old one and takes its place at once: an upgrade that is cut short changes nothing.
mkdir -p "$(dirname "$home")" "$bin"
rm -rf "$home.new"
cp -R program "$home.new"
mkdir "$home.new/desktop"
cp uninstall.sh "$home.new/desktop/"
rm -rf "$home.old"
if [ -d "$home" ]; then mv "$home" "$home.old"; fi
mv "$home.new" "$home"
rm -rf "$home.old"
ln -sf "$home/union-steward" "$bin/union-steward"

mkdir -p "$share/applications" "$share/mime/packages"
cp -R icons "$share/"
cp union-steward.xml "$share/mime/packages/"
sed "s|^Exec=union-steward|Exec=\"$home/union-steward\"|" union-steward.desktop > "$share/applications/union-steward.desktop"
cat >> "$share/applications/union-steward.desktop" <<END
Actions=uninstall;

[Desktop Action uninstall]
Name=Uninstall
Name[zh_CN]=卸载工会小管家
Exec=sh "$home/desktop/uninstall.sh"
END
update-mime-database "$share/mime" 2>/dev/null || true
update-desktop-database "$share/applications" 2>/dev/null || true
gtk-update-icon-cache -q "$share/icons/hicolor" 2>/dev/null || true

echo "装好了。在开始菜单的“办公”里找“工会小管家”，或者运行：$bin/union-steward"
echo "要卸载时，在菜单图标上点右键选“卸载工会小管家”，或者运行：sh $home/desktop/uninstall.sh"
