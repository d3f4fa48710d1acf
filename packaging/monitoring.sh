# shellcheck shell=bash
# shellcheck disable=SC2154 # packaging/test sets `scratch`.
# Nagios and Icinga 2 from Debian, unpacked and never installed, run the checks of the examples as they would for their users.

# Neither is told of a server: nothing listens on that port, which is critical, and says that the command line was understood.
readonly NOBODY='[127.0.0.1]:1'

unpack_monitoring() {
    local -a simulate=(apt-get -s -o Debug::NoLocking=1 install --no-install-recommends icinga2-bin)
    "${simulate[@]}" >/dev/null 2>&1 || apt-get -qq -o DPkg::Lock::Timeout=300 update
    # With the libraries that are missing here, whose names depend on the release.
    local -a libraries
    mapfile -t libraries < <("${simulate[@]}" | sed -n 's/^Inst \(lib[^ ]*\).*/\1/p')
    unpack nagios4-core icinga2-common icinga2-bin "${libraries[@]}"
}

runs_in_nagios() { # EXAMPLE
    local folder=$scratch/nagios
    mkdir "$folder"
    sed "s/!example\.com!/!$NOBODY!/; s/check_smtls_host!587/check_smtls_host!1/" "$1" >"$folder/example.cfg"
    if grep -q '!example\.com\|!587' "$folder/example.cfg"; then
        die 'nagios.cfg checks something else than it did'
    fi
    cat >"$folder/main.cfg" <<END
cfg_file=$folder/objects.cfg
cfg_file=$folder/example.cfg
nagios_user=root
nagios_group=root
log_file=$folder/nagios.log
status_file=$folder/status
status_update_interval=2
command_file=$folder/command
lock_file=$folder/lock
query_socket=$folder/query
check_for_updates=0
temp_file=$folder/temporary
temp_path=$folder
check_result_path=$folder
object_cache_file=$folder/objects.cache
state_retention_file=$folder/retention
service_inter_check_delay_method=n
illegal_macro_output_chars=\`~\$&|'"<>
END
    cat >"$folder/objects.cfg" <<'END'
define timeperiod {
    timeperiod_name         always
    alias                   always
    monday                  00:00-24:00
    tuesday                 00:00-24:00
    wednesday               00:00-24:00
    thursday                00:00-24:00
    friday                  00:00-24:00
    saturday                00:00-24:00
    sunday                  00:00-24:00
}
define command {
    command_name            nothing
    command_line            /bin/true
}
define contact {
    contact_name            nobody
    host_notification_period        always
    service_notification_period     always
    host_notification_options       n
    service_notification_options    n
    host_notification_commands      nothing
    service_notification_commands   nothing
}
define host {
    host_name               mx1.example.com
    address                 127.0.0.1
    max_check_attempts      1
    check_period            always
    notification_period     always
    contacts                nobody
}
define service {
    name                    generic-service
    register                0
    check_period            always
    notification_period     always
    notification_interval   60
    retry_interval          1
    contacts                nobody
}
END
    local nagios=$scratch/packages/usr/sbin/nagios4
    "$nagios" --verify-config "$folder/main.cfg" >"$folder/verified" || die "Nagios: $(<"$folder/verified")"
    "$nagios" "$folder/main.cfg" >"$folder/said" 2>&1 &
    ended_after "$!" "$folder/status" 'plugin_output=SMTLS CRITICAL - connection refused' 2 ||
        die "Nagios: $(<"$folder/said")"
}

runs_in_icinga() { # EXAMPLE
    local folder=$scratch/icinga
    local store=$scratch/packages/usr
    mkdir -p "$folder"/{cache,lib,log,run,spool/perfdata,spool/tmp}
    # The first check waits for up to a twentieth of the time between two.
    sed 's/check_interval = 1h/check_interval = 2s/' "$1" >"$folder/example.conf"
    cat >"$folder/icinga2.conf" <<END
include <itl>
const NodeName = "test"
include "$folder/example.conf"
object Host "mx1" {
  check_command = "dummy"
  vars.mail_domain = "$NOBODY"
}
object CheckerComponent "checker" {}
object FileLogger "ends" {
  severity = "notice"
  path = "$folder/log/ends"
}
END
    local -a settings=(--config "$folder/icinga2.conf" -DRunAsUser=root -DRunAsGroup=root -DCacheDir="$folder/cache"
        -DDataDir="$folder/lib" -DLogDir="$folder/log" -DInitRunDir="$folder/run" -DSpoolDir="$folder/spool"
        -DIncludeConfDir="$store/share/icinga2/include")
    local -a libraries=("$store"/lib/*-linux-gnu)
    local icinga
    icinga=$(find "$store" -path '*/icinga2/sbin/icinga2' -type f)
    export LD_LIBRARY_PATH=${libraries[0]}
    "$icinga" daemon --validate "${settings[@]}" >"$folder/verified" 2>&1 || die "Icinga: $(<"$folder/verified")"
    "$icinga" daemon "${settings[@]}" >"$folder/said" 2>&1 &
    unset LD_LIBRARY_PATH
    ended_after "$!" "$folder/log/ends" 'smtls.* terminated with exit code' 1 || die "Icinga: $(<"$folder/said")"
    # It writes what came out when it ends.
    grep -q '"exit_status":2,"output":"SMTLS CRITICAL - connection refused' "$folder/lib/icinga2.state" ||
        die "in Icinga: $(<"$folder/log/ends")"
}

# Ends a daemon as soon as that often a line stands in the file; fails where it never does.
ended_after() { # PROCESS FILE PATTERN COUNT
    local tries found=no
    for ((tries = 0; tries < 300; tries++)); do
        if [[ $(grep -c "$3" "$2" 2>/dev/null) -ge $4 ]]; then
            found=yes
            break
        fi
        sleep 0.1
    done
    end_server "$1"
    [[ $found == yes ]]
}
