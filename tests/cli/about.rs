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

/// Help and manual pages, by name. Commands that a build lacks are left out.
fn helps() -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    output(&["man", "-o", folder.path().to_str().unwrap()]);
    let pages: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    let mut helps = Vec::new();
    for page in pages {
        let name = page.file_stem().unwrap().to_str().unwrap().to_string();
        // The page of `export web-map` is gtd-viewer-export-web-map.1.
        let words = name.strip_prefix("gtd-viewer").unwrap().trim_start_matches('-');
        let (first, rest) = words.split_once('-').unwrap_or((words, ""));
        let command = [first, rest].into_iter().filter(|word| !word.is_empty());
        helps.push((format!("{name} --help"), output(&command.clone().chain(["--help"]).collect::<Vec<_>>())));
        helps.push((format!("{name} -h"), output(&command.chain(["-h"]).collect::<Vec<_>>())));
        // roff writes a hyphen as \- and a backslash before some other characters.
        helps.push((name, std::fs::read_to_string(page).unwrap().replace('\\', "")));
    }
    helps.push(("man".into(), output(&["man"]).replace('\\', "")));
    helps.push(("check --list".into(), output(&["check", "--list"])));
    helps
}

/// Turns of phrase that were replaced by plain technical English.
const OLD_PHRASES: [&str; 49] = [
    "shows and judges",
    "say what",
    "says what",
    "what changed",
    "what is drawn",
    "what is in it",
    "what they mean",
    "what lies",
    "what a pixel",
    "what suits",
    "what the adapter allows",
    "what has one right answer",
    "what could draw",
    "nothing can draw",
    "can draw",
    "without a window",
    "in order, field by field",
    "take out",
    "bring back",
    "another program has changed",
    "for programs",
    "for readers",
    "for which shell",
    "tell ",
    "tells",
    "told",
    "stands",
    "stand-in",
    "where to stand",
    "where it goes",
    "afar",
    "by and by",
    "nobody",
    "goes away",
    "anew",
    " mend",
    "a pixel a",
    "samples a pixel",
    "meters a second",
    "on the side of",
    "a side:",
    "does not lie in one",
    "the folders below them",
    "are understood",
    "all well",
    "wrong by",
    "left behind",
    "is turned",
    "picture",
];

#[test]
fn help_is_plain_english() {
    let helps = helps();
    assert!(helps.len() > 20, "every command is there: {}", helps.len());
    for (name, text) in helps {
        let text = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        for phrase in OLD_PHRASES {
            assert!(!text.contains(phrase), "{name} says \"{phrase}\": {text}");
        }
    }
}

#[test]
fn help_fits_a_terminal_of_100_columns() {
    for (name, text) in helps().into_iter().filter(|(name, _)| name.contains(" -") && !name.starts_with("check")) {
        for line in text.lines() {
            assert!(line.chars().count() <= 100, "{name}: a line of {} columns: {line}", line.chars().count());
        }
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

/// Mesa looks for a Wayland compositor and complains where there is no folder for its socket.
#[cfg(all(feature = "render", target_os = "linux"))]
#[test]
fn drivers_print_nothing_about_a_missing_desktop() {
    for folder in [None, Some(""), Some("relative")] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
        command.arg("adapters").env_remove("XDG_RUNTIME_DIR").env_remove("WAYLAND_DISPLAY");
        command.envs(folder.map(|folder| ("XDG_RUNTIME_DIR", folder)));
        let stderr = String::from_utf8_lossy(&command.output().unwrap().stderr).into_owned();
        assert!(!stderr.contains("XDG_RUNTIME_DIR"), "{folder:?}: {stderr}");
    }
}
