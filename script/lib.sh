# shellcheck shell=bash
# Shared by script/run and script/test: what the system must have, and how to get it. Sourced, not run.
#
# Everything is looked for first; apt is asked only when something is missing. On other systems than Debian and
# Ubuntu the missing things are named and the script stops.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
missing=()  # what is missing, in words
packages=() # the Debian packages that bring it

say() { printf '%s\n' "$*" >&2; }
headline() { printf '\n\033[1m== %s\033[0m\n' "$*" >&2; }
is_linux() { [ "$(uname -s)" = Linux ]; }

# want WHAT PACKAGE...: notes that WHAT is missing and which packages bring it.
want() {
    missing+=("$1")
    shift
    packages+=("$@")
}

have_command() { command -v "$1" >/dev/null 2>&1; }

# Whether the run-time linker knows a library. ldconfig lies in a folder that an ordinary user's PATH may lack.
have_library() {
    # The list is read whole: `grep -q` on the pipe would end ldconfig early, which pipefail takes for a failure.
    local known
    known=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null)
    grep -qF "$1" <<<"$known"
}

# Prints the manifests of the Vulkan drivers whose file name matches a pattern.
vulkan_drivers() {
    local folder
    for folder in /usr/share/vulkan/icd.d /etc/vulkan/icd.d /usr/local/share/vulkan/icd.d; do
        if [ -d "$folder" ]; then find "$folder" -name "$1"; fi
    done | sort
}

need_rust() {
    local cargo_home="${CARGO_HOME:-$HOME/.cargo}"
    have_command cargo || PATH="$cargo_home/bin:$PATH"
    if ! have_command cargo; then
        say "Rust is missing. Install it from https://rustup.rs, then run this again."
        exit 1
    fi
}

need_compiler() {
    is_linux || return 0
    { have_command cc && [ -e /usr/include/stdlib.h ]; } || want "a C compiler and the C library's headers" gcc libc6-dev
}

# What draws: any Vulkan driver will do. Mesa's also holds the software one, for machines without a GPU.
need_vulkan() {
    is_linux || return 0
    have_library libvulkan.so.1 || want "the Vulkan loader (libvulkan.so.1)" libvulkan1
    [ -n "$(vulkan_drivers '*.json')" ] || want "a Vulkan driver (in /usr/share/vulkan/icd.d)" mesa-vulkan-drivers
}

# The pictures of the tests are drawn by one driver everywhere: Mesa's software rasterizer, lavapipe.
need_software_vulkan() {
    is_linux || return 0
    have_library libvulkan.so.1 || want "the Vulkan loader (libvulkan.so.1)" libvulkan1
    [ -n "$(vulkan_drivers 'lvp_icd*.json')" ] || want "the software Vulkan driver lavapipe" mesa-vulkan-drivers
}

# What winit opens at run time for an X11 window. A Wayland session brings its own libraries.
need_window() {
    is_linux || return 0
    have_library libX11.so.6 || want "libX11.so.6" libx11-6
    have_library libX11-xcb.so.1 || want "libX11-xcb.so.1" libx11-xcb1
    have_library libXcursor.so.1 || want "libXcursor.so.1" libxcursor1
    have_library libXi.so.6 || want "libXi.so.6" libxi6
    have_library libxkbcommon-x11.so.0 || want "libxkbcommon-x11.so.0" libxkbcommon-x11-0
}

need_window_tests() {
    is_linux || return 0
    have_command Xvfb || want "Xvfb (a display without a screen)" xvfb
    have_command xauth || want "xauth" xauth
    have_command xdotool || want "xdotool (presses keys in the tests)" xdotool
}

# The folder with compilers for other systems, where it lies beside the checkout.
toolchain_folder() { printf '%s\n' "${GTD_VIEWER_TOOLCHAIN:-$ROOT/../shared/toolchain}"; }

# The standard library for a browser: from that folder, else from rustup.
need_wasm() {
    local target=wasm32-unknown-unknown
    if [ -x "$(toolchain_folder)/install-targets" ]; then
        "$(toolchain_folder)/install-targets" "$target"
    elif ! [ -d "$(rustc --print target-libdir --target "$target")" ]; then
        have_command rustup || { say "The standard library for $target is missing, and there is no rustup to install it."; exit 1; }
        rustup target add "$target"
    fi
}

# Installs packages with apt; false where that cannot be.
apt_install() {
    local as_root=()
    have_command apt-get || return 1
    if [ "$(id -u)" -ne 0 ]; then
        have_command sudo || return 1
        as_root=(sudo)
    fi
    say "Installing with apt: $*"
    { "${as_root[@]}" apt-get update -qq &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >&2
}

# Installs what the need_* functions noted, or says what is missing and stops.
install_missing() {
    [ ${#missing[@]} -eq 0 ] && return 0
    say "Missing on this system:"
    printf '  - %s\n' "${missing[@]}" >&2
    if ! have_command apt-get; then
        say "Install these with your system's package manager, then run this again."
        say "(On Debian and Ubuntu the packages are: ${packages[*]})"
        exit 1
    fi
    if ! apt_install "${packages[@]}"; then
        say "They could not be installed. As root, try:  apt-get install ${packages[*]}"
        exit 1
    fi
}

# Gets what tests of other desktops use: a Wayland desktop without a screen, pictures and clipboard of it, a session's bus.
# Where it is not to be had those tests say that they skip.
wish_for_desktops() {
    is_linux || return 0
    local wished=()
    have_command sway || wished+=(sway)
    have_command grim || wished+=(grim)
    have_command wl-paste || wished+=(wl-clipboard)
    have_command dbus-daemon || wished+=(dbus-daemon)
    [ ${#wished[@]} -eq 0 ] && return 0
    apt_install "${wished[@]}" || say "Not to be had here: ${wished[*]}. Tests that use them will say that they skip."
}

# Gets the shells whose completion is tested; without one its tests say that they skip.
wish_for_shells() {
    is_linux || return 0
    local wished=()
    have_command zsh || wished+=(zsh)
    have_command fish || wished+=(fish)
    [ ${#wished[@]} -eq 0 ] && return 0
    apt_install "${wished[@]}" || say "Not to be had here: ${wished[*]}. Tests that use them will say that they skip."
}

# The zone files among and below paths, each ended by NUL.
zone_files() { find "$@" -type f -iname '*.gtd' -print0 | sort -z; }

# Makes the software driver the only one that the Vulkan loader sees. Two names, for new and old loaders.
use_software_vulkan() {
    is_linux || return 0
    local driver
    driver=$(vulkan_drivers 'lvp_icd*.json' | head -n 1)
    export VK_DRIVER_FILES="$driver" VK_ICD_FILENAMES="$driver"
}
