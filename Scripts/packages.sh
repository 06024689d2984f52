# Sourced by the other scripts: makes sure that what they need is installed, or says what is missing.
#
# need_commands PURPOSE PACKAGE:COMMAND... installs (apt, root only) the Debian/Ubuntu packages whose command is not there
# and ends the script where that cannot be done. PACKAGE:pcap-header and PACKAGE:venv ask for files instead.
# want_commands does the same but only tells what stays missing and returns 1.

missing_packages() {
    local entry package probe
    for entry in "$@"; do
        package=${entry%%:*}
        probe=${entry#*:}
        case $probe in
            pcap-header) [ -e /usr/include/pcap/pcap.h ] || echo "$package" ;;
            venv) python3 -c 'import venv, ensurepip' 2> /dev/null || echo "$package" ;;
            *) command -v "$probe" > /dev/null || echo "$package" ;;
        esac
    done
}

want_commands() {
    local purpose=$1 missing
    shift
    missing=$(missing_packages "$@" | sort -u | tr '\n' ' ')
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
        echo "Installing for $purpose: $missing"
        # shellcheck disable=SC2086
        if (export DEBIAN_FRONTEND=noninteractive
            apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing) > /dev/null; then
            missing=$(missing_packages "$@" | sort -u | tr '\n' ' ')
            [ -n "$missing" ] || return 0
        fi
        echo "Could not install: $missing" >&2
        return 1
    fi
    echo "Missing for $purpose: $missing" >&2
    echo "As root: apt-get install $missing" >&2
    return 1
}

need_commands() { want_commands "$@" || exit 1; }
