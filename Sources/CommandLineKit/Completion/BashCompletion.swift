/// Completion for bash. One function walks the words typed so far, then picks what fits. It needs no other
/// package and expands nothing it offers (`compgen -W` would).
struct BashCompletion {
    let model: CompletionModel

    var script: String {
        """
        # bash completion for \(model.program.name). Load it with:
        #   source <(\(model.program.name) completion bash)
        _\(model.identifier)() {
            local cur=${COMP_WORDS[COMP_CWORD]} prev= word= command= family= ended= joined= offer=words
            local -i i count=0
            local -a list=()
            COMPREPLY=()
            for ((i = 1; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                # bash hands "--option=value" over as three words.
                if [[ $word == '=' ]]; then joined=1; continue; fi
                if [[ -n $prev || -n $joined ]]; then prev=; joined=; continue; fi
                if [[ -z $ended ]]; then
                    case $word in
                        --) ended=1; continue ;;
                        \(casePattern(model.valuedOptions))) prev=$word; continue ;;
                        -?*) continue ;;
                    esac
                fi
        \(ShellWalk(model: model).body(indent: 8, list: "list"))
            done
            if [[ $cur == '=' ]]; then cur=; fi
            if [[ -n $prev ]]; then
                case "$command:$prev" in
        \(ShellWalk(model: model).values(indent: 12, list: "list"))
                esac
            elif [[ -z $ended && $cur == -* ]]; then
                list=(\(words(model.sharedOptions.map(\.name))))
                case $command in
        \(ShellWalk(model: model).options(indent: 12, list: "list"))
                esac
            else
                case "$command:$family:$count" in
        \(ShellWalk(model: model).arguments(indent: 12, list: "list"))
                esac
            fi
            case $offer in
                files)
                    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
                    compopt -o filenames 2>/dev/null ;;
                directories)
                    mapfile -t COMPREPLY < <(compgen -d -- "$cur")
                    compopt -o filenames 2>/dev/null ;;
                words)
                    for word in "${list[@]}"; do
                        if [[ $word == "$cur"* ]]; then COMPREPLY+=("$word"); fi
                    done ;;
            esac
            return 0
        }
        complete -F _\(model.identifier) \(model.program.name)

        """
    }

    private func words(_ words: [String]) -> String { words.map(shellQuoted).joined(separator: " ") }
}
