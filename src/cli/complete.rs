//! Shell completion scripts: those of `clap_complete`, completed where they fall short for this command line.

use clap::{Arg, Command, CommandFactory, ValueHint};
use clap_complete::Shell;

use super::args::Cli;

const NAME: &str = "gtd-viewer";

/// The completion script for a shell.
pub fn script(shell: Shell) -> String {
    match shell {
        Shell::Bash => bash(),
        Shell::Zsh => zsh(),
        Shell::Fish => fish(),
        other => generated(other, command(), NAME),
    }
}

/// The command line, with paths only where it expects some.
fn command() -> Command {
    hinted(Cli::command())
}

fn hinted(command: Command) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let hint = |arg: Arg| {
        let is_listed = !arg.get_possible_values().is_empty();
        match arg.get_value_hint() {
            ValueHint::AnyPath if arg.get_id() == "data" => arg.value_hint(ValueHint::DirPath),
            // bash quotes file names only with this hint.
            ValueHint::AnyPath => arg.value_hint(ValueHint::FilePath),
            ValueHint::Unknown if !is_listed && arg.get_action().takes_values() => arg.value_hint(ValueHint::Other),
            _ => arg,
        }
    };
    names.into_iter().fold(command.mut_args(hint), |command, name| command.mut_subcommand(name, hinted))
}

fn generated(shell: Shell, mut command: Command, name: &str) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The part of a generated script between two lines, neither included.
fn between<'a>(script: &'a str, first: &str, last: &str) -> &'a str {
    let rest = script.split_once(first).map_or(script, |(_, rest)| rest);
    rest.split_once(last).map_or(rest, |(part, _)| part)
}

/// Names of the options whose value is a list separated by commas.
fn lists(command: &Command, names: &mut Vec<String>) {
    let args = command.get_arguments().filter(|arg| arg.get_value_delimiter() == Some(','));
    names.extend(args.filter_map(|arg| Some(format!("--{}", arg.get_long()?))));
    command.get_subcommands().for_each(|command| lists(command, names));
    names.sort();
    names.dedup();
}

/// `clap_complete` labels the subcommands of a name with a hyphen in two ways, so the script has another name, and is
/// called by a function that also completes what follows `=` and commas.
fn bash() -> String {
    const INNER: &str = "gtd_viewer";
    let command = command();
    let mut list_options = Vec::new();
    lists(&command, &mut list_options);
    let list_options = list_options.join("|");
    let script = generated(Shell::Bash, command, INNER);
    let functions = between(&script, "", "\nif [[ \"${BASH_VERSINFO[0]}\" -eq 4");
    format!(
        r#"{functions}
_{INNER}_words() {{
    local cur="$2" prev="$3" before=""
    # bash makes = a word of its own.
    if [[ "$cur" == "=" ]]; then
        cur=""
    elif [[ "$prev" == "=" ]]; then
        prev="${{COMP_WORDS[COMP_CWORD-2]}}"
    fi
    case "$prev" in
        {list_options})
            if [[ "$cur" == *,* ]]; then
                before="${{cur%,*}},"
                cur="${{cur##*,}}"
            fi
            ;;
    esac
    _{INNER} "$1" "$cur" "$prev"
    if [[ -n "$before" && ${{#COMPREPLY[@]}} -gt 0 ]]; then
        COMPREPLY=("${{COMPREPLY[@]/#/$before}}")
    fi
}}

if [[ "${{BASH_VERSINFO[0]}}" -eq 4 && "${{BASH_VERSINFO[1]}}" -ge 4 || "${{BASH_VERSINFO[0]}}" -gt 4 ]]; then
    complete -F _{INNER}_words -o nosort -o bashdefault -o default {NAME}
else
    complete -F _{INNER}_words -o bashdefault -o default {NAME}
fi
"#
    )
}

/// `clap_complete` offers no values of positional arguments, and no options once a file was typed.
fn fish() -> String {
    const IN_COMMAND: &str = "__fish_gtd_viewer_using_subcommand";
    let command = command();
    let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    let anywhere = format!("-n \"not {IN_COMMAND} {}\"", names.join(" "));
    let mut values = String::new();
    for command in command.get_subcommands() {
        for arg in command.get_positionals() {
            let names: Vec<String> =
                arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
            if !names.is_empty() {
                let (command, names) = (command.get_name(), names.join(" "));
                values.push_str(&format!("complete -c {NAME} -n \"{IN_COMMAND} {command}\" -f -a \"{names}\"\n"));
            }
        }
    }
    let script = generated(Shell::Fish, command, NAME);
    ["-l", "-s"].into_iter().fold(script, |script, option| {
        script.replace(&format!("-n \"__fish_gtd_viewer_needs_command\" {option} "), &format!("{anywhere} {option} "))
    }) + &values
}

/// `clap_complete` expects a command after as many words as there are positional arguments, but here the first word is
/// either a command or a file. So there is a script for each, and a function that chooses.
fn zsh() -> String {
    let all = command();
    let global = || all.get_arguments().filter(|arg| arg.is_global_set()).cloned();
    let with_command = Command::new(NAME).args(global()).subcommands(all.get_subcommands().cloned());
    let with_files = Command::new(NAME).version(crate::VERSION).args(all.get_arguments().cloned());
    let function = |command: Command, name: &str| {
        let script = generated(Shell::Zsh, command, name);
        let functions = between(&script, &format!("#compdef {name}\n"), "\nif [ \"$funcstack[1]\"");
        // With two colons no option is completed after a file.
        functions.trim().replace("\n'*::", "\n'*:")
    };
    let (command, files) = (function(with_command, "gtd-viewer-command"), function(with_files, "gtd-viewer-files"));
    let (mut flags, mut options) = (Vec::new(), Vec::new());
    for arg in global() {
        let (long, short) = (arg.get_long().unwrap_or_default(), arg.get_short());
        if arg.get_action().takes_values() {
            options.push(format!("--{long}"));
            flags.push(format!("--{long}=*"));
        } else {
            flags.push(format!("--{long}"));
            flags.extend(short.map(|short| format!("-{short}*")));
        }
    }
    let names: Vec<&str> = all.get_subcommands().map(Command::get_name).collect();
    let mut list_options = Vec::new();
    lists(&all, &mut list_options);
    let (flags, options, names) = (flags.join("|"), options.join("|"), names.join("|"));
    let list_options = list_options.join("|");
    format!(
        r#"#compdef {NAME}

{command}

{files}

_{NAME}() {{
    # The first word that is no option of every command is a command or a file.
    local -i at=2
    while (( at < CURRENT )); do
        case $words[at] in
            ({options}) (( at += 2 )) ;;
            ({flags}) (( at += 1 )) ;;
            (*) break ;;
        esac
    done
    # In a list, the name after the last comma is completed.
    case $words[CURRENT-1] in
        ({list_options}) compset -P '*,' ;;
    esac
    if (( at < CURRENT )); then
        case $words[at] in
            ({names}) _{NAME}-command "$@" ;;
            (*) _{NAME}-files "$@" ;;
        esac
        return
    fi
    local -i found=1
    _{NAME}-command "$@" && found=0
    _{NAME}-files "$@" && found=0
    return found
}}

if [ "$funcstack[1]" = "_{NAME}" ]; then
    _{NAME} "$@"
else
    compdef _{NAME} {NAME}
fi
"#
    )
}
