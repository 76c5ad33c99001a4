//! The binary's help with examples, completions, manual pages.

use assert_cmd::Command;

fn output(args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
    let run = command.args(args).env_remove("NO_COLOR").assert().success();
    String::from_utf8(run.get_output().stdout.clone()).unwrap()
}

const COMMANDS: [&str; 6] = ["check", "diff", "explain", "generate", "completions", "man"];

#[test]
fn help_names_every_command_and_gives_examples() {
    let help = output(&["--help"]);
    assert!(COMMANDS.iter().all(|command| help.contains(&format!("\n  {command} "))), "{help}");
    assert!(help.contains("Examples:") && help.contains("Exit codes:"), "{help}");
    for command in ["check", "diff", "explain", "completions", "man"] {
        let help = output(&[command, "--help"]);
        assert!(help.contains(&format!("  gtd-viewer {command} ")), "{command} has no example: {help}");
    }
}

#[test]
fn completions_know_commands_and_options() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = output(&["completions", shell]);
        assert!(script.contains("gtd-viewer") && script.contains("explain") && script.contains("ignore"), "{shell}");
    }
    Command::new(env!("CARGO_BIN_EXE_gtd-viewer")).args(["completions", "vi"]).assert().code(2);
}

#[test]
fn there_is_a_manual_page_for_every_command() {
    let page = output(&["man"]);
    assert!(page.contains(".TH gtd-viewer 1") && page.contains("explain"), "{page}");
    let folder = tempfile::tempdir().unwrap();
    output(&["man", "-o", folder.path().join("man1").to_str().unwrap()]);
    for command in COMMANDS {
        let page = folder.path().join("man1").join(format!("gtd-viewer-{command}.1"));
        assert!(page.exists(), "{}", page.display());
    }
}
