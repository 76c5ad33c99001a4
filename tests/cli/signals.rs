//! Exit codes of a command that a signal ends.

#![cfg(target_os = "linux")]

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Starts a command that waits for standard input, and returns once it handles the signals of this mask.
fn waiting(shell: &str, handled: u64) -> Child {
    let mut command = Command::new("sh");
    command.args(["-c", shell, "sh", env!("CARGO_BIN_EXE_gtd-viewer"), "--stats", "-"]);
    let child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let caught = || {
        let status = std::fs::read_to_string(&status).unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap_or_default();
        u64::from_str_radix(mask.trim(), 16).unwrap_or_default()
    };
    let begun = Instant::now();
    while caught() & handled != handled {
        assert!(begun.elapsed() < Duration::from_secs(60), "the signals are not handled");
        std::thread::sleep(Duration::from_millis(5));
    }
    child
}

fn send(signal: &str, child: &Child) {
    let kill = format!("kill -{signal} {}", child.id());
    assert!(Command::new("sh").args(["-c", &kill]).status().expect("sh runs").success());
}

const HUP: u64 = 1;
const INT: u64 = 1 << 1;
const TERM: u64 = 1 << 14;

#[test]
fn the_exit_code_names_the_signal() {
    for (signal, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let mut child = waiting(r#"exec "$@""#, HUP | INT | TERM);
        let _stdin = child.stdin.take();
        send(signal, &child);
        assert_eq!(child.wait().unwrap().code(), Some(code), "{signal}");
    }
}

/// As `nohup` starts it, and as the shell of a script starts what runs in the background.
#[test]
fn only_an_ignored_hangup_stays_ignored() {
    let mut child = waiting(r#"trap '' HUP INT; exec "$@""#, INT | TERM);
    let _stdin = child.stdin.take();
    send("HUP", &child);
    send("INT", &child);
    assert_eq!(child.wait().unwrap().code(), Some(130));
}
