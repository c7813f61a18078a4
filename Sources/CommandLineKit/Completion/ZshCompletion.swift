/// Completion for zsh: the same walk as in bash, with the summaries shown beside the commands.
struct ZshCompletion {
    let model: CompletionModel

    var script: String {
        let walk = ShellWalk(model: model)
        let function = "_\(model.identifier)"
        return """
            #compdef \(model.program.name)
            # zsh completion for \(model.program.name). Put it into a directory of $fpath as _\(model.program.name), or:
            #   source <(\(model.program.name) completion zsh)
            \(function)() {
                local cur=${words[CURRENT]} prev= word= command= family= ended= offer=words
                integer i count=0
                local -a list
                list=()
                for ((i = 2; i < CURRENT; i++)); do
                    word=${words[i]}
                    if [[ -n $prev ]]; then prev=; continue; fi
                    if [[ -z $ended ]]; then
                        case $word in
                            --) ended=1; continue ;;
                            \(casePattern(model.valuedOptions))) prev=$word; continue ;;
                            -?*) continue ;;
                        esac
                    fi
            \(walk.body(indent: 8, list: "list"))
                done
                if [[ -z $prev && -z $ended && $cur == --*=* ]]; then
                    prev=${cur%%=*}
                    compset -P 1 '*='
                fi
                if [[ -n $prev ]]; then
                    case "$command:$prev" in
            \(walk.values(indent: 12, list: "list"))
                    esac
                elif [[ -z $ended && $cur == -* ]]; then
                    list=(\(model.sharedOptions.map { shellQuoted($0.name) }.joined(separator: " ")))
                    case $command in
            \(walk.options(indent: 12, list: "list"))
                    esac
                elif [[ -z $command && -z $family ]]; then
                    list=(
            \(described)
                    )
                    _describe -t commands command list
                    return
                else
                    case "$command:$family:$count" in
            \(walk.arguments(indent: 12, list: "list"))
                    esac
                fi
                case $offer in
                    files) _files ;;
                    directories) _files -/ ;;
                    words) compadd -a list ;;
                esac
            }
            if [[ ${funcstack[1]} == \(function) ]]; then
                \(function) "$@"
            else
                compdef \(function) \(model.program.name)
            fi

            """
    }

    private var described: String {
        model.firstWords.map { "            " + shellQuoted("\($0.word):\($0.summary)") }.joined(
            separator: "\n")
    }
}
