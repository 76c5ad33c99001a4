#!/bin/sh
# install.sh [PREFIX]: puts the program, its icon, menu entry, file type, manual and completions below PREFIX
# (default: ~/.local, for this user alone). Run it in the unpacked release.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
prefix=${1:-$HOME/.local}
share=$prefix/share
install -Dm755 "$here/gtd-viewer" "$prefix/bin/gtd-viewer"
install -Dm644 "$here/linux/gtd-viewer.desktop" "$share/applications/gtd-viewer.desktop"
install -Dm644 "$here/linux/gtd-viewer.xml" "$share/mime/packages/gtd-viewer.xml"
install -Dm644 "$here/icons/gtd-viewer.svg" "$share/icons/hicolor/scalable/apps/gtd-viewer.svg"
for side in 16 24 32 48 64 128 256; do
    install -Dm644 "$here/icons/gtd-viewer-$side.png" "$share/icons/hicolor/${side}x$side/apps/gtd-viewer.png"
done
for page in "$here"/linux/man/*.1; do
    install -Dm644 "$page" "$share/man/man1/$(basename "$page")"
done
install -Dm644 "$here/linux/completions/gtd-viewer.bash" "$share/bash-completion/completions/gtd-viewer"
install -Dm644 "$here/linux/completions/gtd-viewer.zsh" "$share/zsh/site-functions/_gtd-viewer"
install -Dm644 "$here/linux/completions/gtd-viewer.fish" "$share/fish/vendor_completions.d/gtd-viewer.fish"
# These make desktops notice; a system without them has no use for them.
if command -v update-mime-database >/dev/null 2>&1; then update-mime-database "$share/mime"; fi
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database "$share/applications"; fi
echo "Installed below $prefix. Is $prefix/bin in your PATH?"
