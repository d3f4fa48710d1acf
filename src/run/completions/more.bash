# Readline asks this function. It takes a value away from its option and a last word from its list, and asks clap's function, _smtls.
_smtls_more() {
    local cur=$2 prev=$3 before='' candidate
    COMPREPLY=()
    # In prev comes the option, in cur its value, and in before what stands in front of that in the same word.
    if [[ $cur == --*=* ]]; then # where = does not break words
        prev=${cur%%=*} cur=${cur#*=} before=$prev=
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
        # Of a list its last word is completed.
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
    # The value of an option is no target.
    case $prev in
        VALUED) return ;;
    esac
    if [[ ${#COMPREPLY[@]} == 0 && $cur != -* ]]; then
        case ${COMP_WORDS[1]} in
            COMMANDS) mapfile -t COMPREPLY < <(compgen -A hostname -- "$cur") ;;
        esac
    fi
}
