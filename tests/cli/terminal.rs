//! Names in zones and names of files never act on the terminal: control characters, marks of text direction, line
//! separators and bytes that are no text are spelled out, in every command.

use crate::common::test_zone::{TestZone, sample};
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output};

use gtd_viewer::formats::gtd::{Header, NameField, Source};
use gtd_viewer::formats::kernel::visible::is_hidden;
use serde_json::Value;

/// Colors, a title, the clipboard, a bell, lines over lines, and a delete character.
const NASTY: &str = "\x1b[31mred\x1b]0;t\x07\x1b]52;c;YQ==\x07\r\nfake: ok\x7f\x08";

fn run<T: AsRef<OsStr>>(folder: &Path, args: &[T]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
    command.args(args).current_dir(folder).env_remove("RUST_LOG").output().expect("the program starts")
}

/// Fails if output has anything but text and line ends; colors of the program are allowed where they were requested.
fn assert_harmless(output: &[u8], colors: bool, what: &str) {
    let mut text = String::from_utf8(output.to_vec()).unwrap_or_else(|_| panic!("{what}: bytes that are no text"));
    if colors {
        for code in ["0", "1", "2", "1;31", "33"] {
            text = text.replace(&format!("\x1b[{code}m"), "");
        }
    }
    let bad = text.lines().find(|line| line.contains(is_hidden));
    assert_eq!(bad, None, "{what}");
    assert!(!text.contains("\nfake: ok"), "{what}: a name made a line: {text}");
}

/// A zone with such names everywhere, and the arguments of a command for it.
fn nasty_zone(folder: &Path, name: &str) {
    let mut zone = TestZone::new("nasty", sample(Header::versioned(2, NASTY)));
    zone.draft.grass_set = NameField::new(NASTY);
    zone.draft.textures.sources = zone.draft.textures.sources.iter().map(|_| Source::new(NASTY)).collect();
    let name_bytes = [NASTY.as_bytes(), b"\0"].concat();
    zone.draft.rivers.iter_mut().for_each(|river| river.name_bytes.clone_from(&name_bytes));
    zone.draft.ponds.iter_mut().for_each(|pond| pond.name_bytes.clone_from(&name_bytes));
    std::fs::write(folder.join(name), zone.draft.encode().unwrap()).unwrap();
}

#[test]
fn names_inside_a_zone_are_spelled_out() {
    let folder = tempfile::tempdir().unwrap();
    nasty_zone(folder.path(), "z.gtd");
    let other = "other.gtd";
    std::fs::write(folder.path().join(other), sample(Header::versioned(2, "other")).encode().unwrap()).unwrap();
    let commands: &[&[&str]] = &[
        &["--stats", "z.gtd"],
        &["--stats", "--json", "z.gtd"],
        &["check", "-v", "z.gtd"],
        &["check", "--json", "z.gtd"],
        &["check", "--fix", "-o", "fixed.gtd", "z.gtd"],
        &["explain", "z.gtd"],
        &["diff", "z.gtd", other],
        &["diff", other, "z.gtd", "--json"],
        &["export", "textures", "z.gtd", "-o", "textures"],
        &["export", "splat", "z.gtd", "-o", "splat"],
        &["export", "mesh", "z.gtd", "-o", "z.glb", "-vvv"],
    ];
    for args in commands {
        for color in ["never", "always"] {
            let output = run(folder.path(), &[args, &["--color", color][..]].concat());
            let what = format!("{args:?} --color {color}");
            assert!(output.status.code().is_some_and(|code| code < 2), "{what}");
            assert_harmless(&output.stdout, color == "always" && !args.contains(&"--json"), &what);
            assert_harmless(&output.stderr, color == "always", &what);
        }
    }
    let stats: Value = serde_json::from_slice(&run(folder.path(), &["--stats", "--json", "z.gtd"]).stdout).unwrap();
    assert_eq!(stats[0]["name"], NASTY, "JSON keeps the name");
    let text = String::from_utf8(run(folder.path(), &["--stats", "z.gtd"]).stdout).unwrap();
    assert!(text.contains(r"\x1b[31mred\x1b]0;t\x07\x1b]52;c;YQ==\x07\r\nfake: ok\x7f\x08"), "{text}");
}

#[cfg(unix)]
#[test]
fn names_of_files_are_spelled_out() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let zone = TestZone::little().draft.encode().unwrap();
    let names = [
        NASTY.as_bytes(),
        "\u{202e}dtg.\u{2066}x\u{2069}\u{200b}\u{feff}".as_bytes(),
        "\u{9b}31m\u{85}\u{2028}\u{2029}".as_bytes(),
        b"\xb0\xa1\xff",
        b"-dash\x1b",
    ];
    for stem in names {
        let name = |extension: &str| OsStr::from_bytes(&[b"./", stem, extension.as_bytes()].concat()).to_owned();
        let (good, broken, absent) = (name(".gtd"), name("-broken.gtd"), name("-absent.gtd"));
        std::fs::write(folder.path().join(&good), &zone).unwrap();
        std::fs::write(folder.path().join(&broken), &zone[..500]).unwrap();
        let word = |text: &str| OsStr::new(text).to_owned();
        for start in [&["--stats"][..], &["--stats", "--json"], &["check"], &["check", "--json"], &["explain"]] {
            let mut args: Vec<_> = start.iter().map(|text| word(text)).collect();
            args.extend([good.clone(), broken.clone(), absent.clone()]);
            let output = run(folder.path(), &args);
            assert_eq!(output.status.code(), Some(1), "{args:?}");
            assert_harmless(&output.stdout, false, &format!("{args:?}"));
            assert_harmless(&output.stderr, false, &format!("{args:?}"));
        }
        for args in [
            vec![word("export"), word("heights"), good.clone(), word("-o"), name(".r16")],
            vec![word("export"), word("heights"), absent.clone(), word("-o"), name(".r16")],
            vec![word("export"), word("heights"), good.clone(), word("-o"), name(".unknown")],
            vec![word("export"), word("textures"), good.clone(), word("-o"), name("-folder"), word("-v")],
            vec![word("import"), word("heights"), good.clone(), absent.clone(), word("-o"), name("-new.gtd")],
            vec![word("diff"), good.clone(), broken.clone()],
            vec![word("diff"), good.clone(), good.clone(), word("--json")],
            vec![word("generate"), word("17"), word("-o"), name("-generated.gtd")],
            // Wrong usage quotes its arguments.
            vec![word("generate"), good.clone(), word("-o"), word("x")],
            vec![word("check"), word("--ignore"), good.clone(), good.clone()],
            vec![word("--stats"), good.clone(), OsStr::from_bytes(&[b"--no-", stem].concat()).to_owned()],
            vec![word("export"), good.clone()],
            vec![good.clone(), good.clone()],
        ] {
            let output = run(folder.path(), &args);
            assert!(output.status.code().is_some(), "{args:?}");
            assert_harmless(&output.stdout, false, &format!("{args:?}"));
            assert_harmless(&output.stderr, false, &format!("{args:?}"));
        }
    }
    let output = run(folder.path(), &[OsStr::new("--stats"), OsStr::from_bytes(b"\xb0\xa1\xff.gtd")]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with(r"\xb0\xa1\xff.gtd  "), "names that are no text are shown without loss: {text}");
    let output = run(folder.path(), &["generate", "\x1b[1m", "-o", "x"]);
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && text.contains(r"'\x1b[1m'"), "{text}");
}

#[test]
fn json_of_a_name_is_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let name = if cfg!(unix) { "\u{202e}\u{85}a\u{200b}\x1b.gtd" } else { "\u{202e}\u{85}a\u{200b}.gtd" };
    std::fs::write(folder.path().join(name), TestZone::little().draft.encode().unwrap()).unwrap();
    let output = run(folder.path(), &["--stats", "--json", name]);
    assert!(String::from_utf8_lossy(&output.stdout).contains(r"\u202e\u0085a\u200b"));
    let stats: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(stats[0]["path"], name);
}

/// Runs the program on a terminal, if the system has `script`.
#[cfg(target_os = "linux")]
fn on_terminal(folder: &Path, variables: &[(&str, &str)], args: &str) -> Option<String> {
    let line = format!("{} {args}", env!("CARGO_BIN_EXE_gtd-viewer"));
    let mut command = Command::new("script");
    command.args(["-qec", &line, "/dev/null"]).current_dir(folder).env_remove("NO_COLOR").env("TERM", "xterm");
    // Continuous integration sets CI, which must not bring colors back.
    command.env("CI", "true").envs(variables.iter().copied()).stdin(std::process::Stdio::null());
    command.output().ok().map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(target_os = "linux")]
#[test]
fn colors_are_for_terminals_that_want_them() {
    let folder = tempfile::tempdir().unwrap();
    let zone = TestZone::little().write(folder.path());
    let zone = zone.to_str().unwrap();
    for args in [&format!("check {zone}"), &format!("--stats {zone}"), "check absent.gtd", "check --nonsense", "--help"]
    {
        let Some(colored) = on_terminal(folder.path(), &[], args) else {
            crate::common::skip("there is no script(1)");
            return;
        };
        assert!(colored.contains('\x1b'), "{args}: {colored:?}");
        for variable in [("TERM", "dumb"), ("NO_COLOR", "1")] {
            let plain = on_terminal(folder.path(), &[variable], args).unwrap();
            assert!(!plain.is_empty() && !plain.contains('\x1b'), "{args} with {variable:?}: {plain:?}");
        }
    }
}
