//! Completion scripts in the shells themselves. A shell that is not installed is skipped.

use crate::common::skip;
use std::path::Path;
use std::process::{Command, Stdio};

const BINARY: &str = env!("CARGO_BIN_EXE_gtd-viewer");

/// A folder with a completion script, and files to complete.
fn folder(shell: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(BINARY).args(["completions", shell]).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    std::fs::write(folder.path().join("completion"), output.stdout).unwrap();
    std::fs::create_dir(folder.path().join("Zones")).unwrap();
    for name in ["Zones/moradon.gtd", "zone file.gtd", "path.json"] {
        std::fs::write(folder.path().join(name), b"").unwrap();
    }
    folder
}

/// Output of a shell's script; none without the shell.
fn shell(folder: &Path, program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).current_dir(folder).env("HOME", folder).stdin(Stdio::null()).output();
    match output {
        Ok(output) => {
            assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
            Some(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Err(_) => {
            skip(&format!("{program} is not installed"));
            None
        }
    }
}

/// What is typed, with a part of the last word, and words that must be offered; first the only ones, then some of all.
const ONLY: [(&str, &[&str]); 14] = [
    ("exp", &["explain", "export"]),
    ("export he", &["heights"]),
    ("export web", &["web-map"]),
    ("import he", &["heights"]),
    ("completions z", &["zsh"]),
    ("check --fi", &["--fix"]),
    ("export heights --for un", &["unity", "unreal"]),
    ("export web-map a.gtd --px", &["--px-per-tile"]),
    ("export textures --format d", &["dds"]),
    ("--color never check --ig", &["--ignore"]),
    ("-q export me", &["mesh"]),
    ("--layers wa", &["water"]),
    ("a.gtd --view-d", &["--view-distance"]),
    ("check --ignore dangling-te", &["dangling-texture"]),
];

/// Lists separated by commas, and values after an equals sign.
const PARTS: [(&str, &str); 3] = [
    ("--layers tiles,wa", "tiles,water"),
    ("check --ignore light-maps,dangling-te", "light-maps,dangling-texture"),
    ("--mode=texture-i", "texture-index"),
];

/// The words that bash's completion function gives.
fn in_bash(folder: &Path, line: &str) -> Option<Vec<String>> {
    const SCRIPT: &str = r#"
        source ./completion
        function=$(complete -p gtd-viewer | sed 's/.*-F \([^ ]*\).*/\1/')
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        $function "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
        printf '%s\n' "${COMPREPLY[@]}"
    "#;
    // bash splits words at equals signs.
    let line = line.replace('=', " = ");
    let words: Vec<&str> = std::iter::once("gtd-viewer").chain(line.split(' ')).collect();
    let output = shell(folder, "bash", &[&["-c", SCRIPT, "bash"], &words[..]].concat())?;
    Some(output.lines().map(str::to_owned).filter(|word| !word.is_empty()).collect())
}

#[test]
fn bash_completes_below_the_top_level() {
    let folder = folder("bash");
    for (line, expected) in ONLY {
        let Some(mut found) = in_bash(folder.path(), line) else { return };
        found.sort();
        assert_eq!(found, expected, "{line}");
    }
    for (line, expected) in PARTS {
        assert_eq!(in_bash(folder.path(), line).unwrap(), [expected], "{line}");
    }
    let all = in_bash(folder.path(), "export mesh -").unwrap();
    assert!(
        ["--output", "-o", "--tiles", "--texture", "--color", "--help"]
            .iter()
            .all(|word| all.iter().any(|w| w == word)),
        "{all:?}"
    );
    assert_eq!(
        in_bash(folder.path(), "render --path pa").unwrap_or_default().len(),
        usize::from(cfg!(feature = "render"))
    );
}

/// The command line that a shell runs after a user has typed `line` and pressed Tab: its words after the first.
#[cfg(target_os = "linux")]
fn typed(folder: &Path, shell: &str, start: &str, line: &str) -> Option<Vec<String>> {
    use std::io::Write;
    if Command::new(shell).arg("--version").output().is_err() {
        skip(&format!("{shell} is not installed"));
        return None;
    }
    let mut command = Command::new("script");
    let flags = if shell == "zsh" { "zsh -f -i" } else { "bash --norc --noprofile -i" };
    command.args(["-qec", flags, "/dev/null"]).current_dir(folder).env("HOME", folder).env("TERM", "dumb");
    let Ok(mut child) = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn() else {
        skip("there is no script(1)");
        return None;
    };
    let show = "gtd-viewer() { printf '<%s>\\n' \"$@\" >words; }";
    // The files mark what is done, so that keys arrive when the shell waits for them.
    let mut keys = child.stdin.take().unwrap();
    let wait_for = |name: &str| {
        let until = std::time::Instant::now() + std::time::Duration::from_secs(60);
        while !folder.join(name).exists() && std::time::Instant::now() < until {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        assert!(folder.join(name).exists(), "{shell} did not get as far as to write {name}");
    };
    let _ = std::fs::remove_file(folder.join("ready"));
    let _ = std::fs::remove_file(folder.join("words"));
    keys.write_all(format!("{start}; {show}; : >ready\n").as_bytes()).unwrap();
    wait_for("ready");
    std::thread::sleep(std::time::Duration::from_millis(200));
    keys.write_all(format!("gtd-viewer {line}\t\n").as_bytes()).unwrap();
    wait_for("words");
    keys.write_all(b"exit\n").unwrap();
    drop(keys);
    child.wait().unwrap();
    let words = std::fs::read_to_string(folder.join("words")).unwrap();
    Some(
        words
            .lines()
            .map(|line| line.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').to_owned())
            .collect(),
    )
}

/// Typed words, and the command line after Tab.
#[cfg(target_os = "linux")]
const TYPED: [(&str, &[&str]); 12] = [
    ("export he", &["export", "heights"]),
    ("export textures --format d", &["export", "textures", "--format", "dds"]),
    ("--color never export web", &["--color", "never", "export", "web-map"]),
    ("check --fi", &["check", "--fix"]),
    ("a.gtd --view-d", &["a.gtd", "--view-distance"]),
    ("--mode=texture-i", &["--mode=texture-index"]),
    ("--layers tiles,wat", &["--layers", "tiles,water"]),
    ("Zones/mor", &["Zones/moradon.gtd"]),
    ("check Zones/mor", &["check", "Zones/moradon.gtd"]),
    ("check zon", &["check", "zone file.gtd"]),
    ("export heights a.gtd -o zon", &["export", "heights", "a.gtd", "-o", "zone file.gtd"]),
    ("--data Zon", &["--data", "Zones"]),
];

#[cfg(target_os = "linux")]
#[test]
fn keys_in_bash_complete_commands_options_values_and_files() {
    let folder = folder("bash");
    for (line, expected) in TYPED {
        let Some(words) = typed(folder.path(), "bash", "source ./completion", line) else { return };
        assert_eq!(words, expected, "{line}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn keys_in_zsh_complete_commands_options_values_and_files() {
    let folder = folder("zsh");
    let start = "autoload -U compinit; compinit -u -D; source ./completion";
    for (line, expected) in TYPED {
        let Some(words) = typed(folder.path(), "zsh", start, line) else { return };
        assert_eq!(words, expected, "{line}");
    }
}

#[test]
fn fish_completes_below_the_top_level() {
    let folder = folder("fish");
    let complete = |line: &str| {
        let script = format!("source completion; complete -C 'gtd-viewer {line}'");
        let output = shell(folder.path(), "fish", &["--no-config", "-c", &script])?;
        Some(output.lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect::<Vec<_>>())
    };
    for (line, expected) in ONLY {
        let Some(mut found) = complete(line) else { return };
        found.sort();
        assert_eq!(found, expected, "{line}");
    }
    assert_eq!(complete("--mode=texture-i").unwrap(), ["--mode=texture-index"]);
    assert!(complete("check zon").unwrap().iter().any(|word| word.contains("zone")));
}

#[test]
fn powershell_completes_below_the_top_level() {
    let folder = folder("powershell");
    for (line, expected) in [("export he", "heights"), ("check --fi", "--fix"), ("exp", "explain,export")] {
        let line = format!("gtd-viewer {line}");
        let script = format!(
            "Invoke-Expression (Get-Content -Raw ./completion); \
             ([System.Management.Automation.CommandCompletion]::CompleteInput('{line}', {}, $null).CompletionMatches | \
             ForEach-Object CompletionText) -join ','",
            line.len()
        );
        let Some(found) = shell(folder.path(), "pwsh", &["-NoProfile", "-NonInteractive", "-Command", &script]) else {
            return;
        };
        assert_eq!(found.trim(), expected, "{line}");
    }
}
