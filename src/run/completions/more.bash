# Readline asks this function. It takes a value away from its option and a last word from its list, and asks clap's function below.
_smtls_more() {
    local cur=$2 prev=$3 option='' before='' candidate
    COMPREPLY=()
    if [[ $cur == --*=* ]]; then # where = does not break words
        option=${cur%%=*} cur=${cur#*=} prev=$option before=$option=
    elif [[ $prev == = ]]; then
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    elif [[ ${COMP_WORDS[COMP_CWORD]} == = ]]; then
        cur='' prev=${COMP_WORDS[COMP_CWORD - 1]}
    fi
    # Behind FORMAT= a file, as readline has it by itself.
    if [[ ${COMP_WORDS[*]:COMP_CWORD - 1:2} == *=* && $prev != -* ]]; then
        return
    fi
    case $prev in
        LISTS)
            before+=${cur%"${cur##*,}"}
            cur=${cur##*,}
            ;;
        HOSTS)
            mapfile -t COMPREPLY < <(compgen -A hostname -P "$before" -- "$cur")
            return
            ;;
    esac
    _smtls "$1" "$cur" "$prev"
    local -a found=()
    for candidate in "${COMPREPLY[@]}"; do
        # Options are for those who begin one.
        if [[ $candidate != -* || $cur == -* ]]; then
            found+=("$before$candidate")
        fi
    done
    COMPREPLY=("${found[@]}")
    case $prev in
        VALUED) return ;;
    esac
    if [[ ${#COMPREPLY[@]} == 0 && $cur != -* ]]; then
        case ${COMP_WORDS[1]} in
            COMMANDS) mapfile -t COMPREPLY < <(compgen -A hostname -- "$cur") ;;
        esac
    fi
}
