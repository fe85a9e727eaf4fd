package dev.coffer.cli.commands.completion;

import java.util.Locale;
import java.util.Optional;

/** A shell, with the script that has it ask the program what may follow. */
public enum Shell {
    /** Works with and without the package bash-completion, and with bash 3.2. */
    BASH("""
            # bash completion of coffer: asks the program itself, so it never falls behind it
            _coffer() {
                local line=${COMP_LINE:0:COMP_POINT} current passed candidate
                local -a words
                # Bash would split at the colon of a port; these are the words as the program gets them.
                read -ra words <<<"$line"
                [[ $line == *[[:space:]] ]] && words+=("")
                current=${words[${#words[@]}-1]}
                passed=""
                [[ $current == *[:=]* ]] && passed=${current%"${current##*[:=]}"}
                COMPREPLY=()
                while IFS=$'\\t' read -r candidate _; do
                    if [[ $candidate == :files ]]; then
                        compopt -o filenames 2>/dev/null
                        while IFS= read -r candidate; do COMPREPLY+=("$candidate"); done < <(compgen -f -- "$current")
                        return
                    fi
                    [[ $candidate == *[:=] ]] && compopt -o nospace 2>/dev/null
                    COMPREPLY+=("${candidate#"$passed"}")
                done < <(coffer complete -- "${words[@]:1}" 2>/dev/null)
            }
            complete -F _coffer coffer
            """),
    /** Works as a file in {@code fpath}, and when it is sourced after {@code compinit}. */
    ZSH("""
            #compdef coffer
            # zsh completion of coffer: asks the program itself, so it never falls behind it
            _coffer() {
                local line
                local -a lines described
                lines=("${(@f)$(coffer complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
                if [[ $lines[1] == :files ]]; then
                    _files
                    return
                fi
                for line in $lines; do
                    described+=("${${line%%$'\\t'*}//:/\\\\:}:${line#*$'\\t'}")
                done
                _describe -t coffer coffer described
            }
            if [[ $funcstack[1] == _coffer ]]; then
                _coffer "$@"
            else
                compdef _coffer coffer
            fi
            """),
    /** Works with fish 3.0 and newer. */
    FISH("""
            # fish completion of coffer: asks the program itself, so it never falls behind it
            function __coffer_complete
                set -l passed (commandline -opc)
                set -l current (commandline -ct)
                set -e passed[1]
                set -l lines (coffer complete -- $passed "$current" 2>/dev/null)
                if test "$lines[1]" = :files
                    __fish_complete_path "$current"
                else
                    printf '%s\\n' $lines
                end
            end
            complete -c coffer -f -a '(__coffer_complete)'
            """);

    private final String script;

    Shell(String script) {
        this.script = script;
    }

    /** The script, for the shell to read. */
    public String script() {
        return script;
    }

    /** The shell's name. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The shell of this name. */
    public static Optional<Shell> named(String id) {
        for (Shell shell : values()) {
            if (shell.id().equals(id)) {
                return Optional.of(shell);
            }
        }
        return Optional.empty();
    }
}
