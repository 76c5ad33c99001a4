//! Outputs of every command that writes: what is refused, what is replaced, what is reported.

use std::path::Path;
use std::process::Output;

use gtd_viewer::formats::gtd::{Draft, Gtd, Header, MapRecord, PatchBounds, Source};
use gtd_viewer::test_zone;

/// A folder with zones, heights and a texture file.
struct Workplace(tempfile::TempDir);

impl Workplace {
    fn new() -> Workplace {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
        let zone = test_zone::draft(17);
        write("a.gtd", &zone.encode().unwrap());
        let mut other = zone.clone();
        other.records.rotate_left(20);
        other.patch_bounds[0] = PatchBounds::new(1e6, 1.0);
        write("b.gtd", &other.encode().unwrap());
        write("h.r32", &raised(&zone));
        write("grass.gtt", include_bytes!("../../assets/demo/DTex/isle_grass_0.gtt"));
        write("views.json", br#"{"fps": 1, "views": [{"camera": [0, 9, 0, 0, 0], "fov": 60, "secs": 1}]}"#);
        Workplace(folder)
    }

    /// Runs the program with the words of a line, as a shell splits them; ` < FILE` at its end is standard input.
    fn run(&self, line: &str) -> Output {
        let (line, input) = line.split_once(" < ").map_or((line, None), |(line, input)| (line, Some(input)));
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
        command.args(line.split_whitespace().map(|word| word.trim_matches('\''))).current_dir(self.0.path());
        if let Some(input) = input {
            command.stdin(std::fs::File::open(self.0.path().join(input)).unwrap());
        }
        command.env_remove("RUST_LOG").env_remove("DISPLAY").output().unwrap()
    }

    /// Runs a shell script in which `$0` is the program.
    #[cfg(unix)]
    fn shell(&self, script: &str) -> Output {
        let mut command = std::process::Command::new("sh");
        command.args(["-c", script, env!("CARGO_BIN_EXE_gtd-viewer")]).current_dir(self.0.path());
        command.env_remove("RUST_LOG").env_remove("DISPLAY").output().unwrap()
    }

    fn writes(&self, line: &str) -> String {
        let output = self.run(line);
        assert_eq!(output.status.code(), Some(0), "{line}: {}", told(&output));
        told(&Output { stderr: Vec::new(), ..output })
    }

    fn fails(&self, line: &str, code: i32, reasons: &[&str]) {
        let before = self.contents();
        let output = self.run(line);
        let told = told(&output);
        assert_eq!(output.status.code(), Some(code), "{line}: {told}");
        assert!(reasons.iter().all(|reason| told.contains(reason)), "{line}: {told}");
        assert!(self.contents() == before, "{line} changed files");
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.0.path().join(name)).unwrap()
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.0.path().join(name), bytes).unwrap();
    }

    /// All files and folders, with the contents of files.
    fn contents(&self) -> Vec<(std::path::PathBuf, Vec<u8>)> {
        fn collect(folder: &Path, found: &mut Vec<(std::path::PathBuf, Vec<u8>)>) {
            for entry in std::fs::read_dir(folder).unwrap().flatten() {
                let path = entry.path();
                let known = std::fs::metadata(&path);
                let bytes =
                    if known.is_ok_and(|known| known.is_file()) { std::fs::read(&path).unwrap() } else { vec![] };
                if path.is_dir() {
                    collect(&path, found);
                }
                found.push((path, bytes));
            }
        }
        let mut found = Vec::new();
        collect(self.0.path(), &mut found);
        found.sort();
        found
    }
}

/// Heights as .r32, a meter above a zone's.
fn raised(zone: &Draft) -> Vec<u8> {
    let gtd = Gtd::parse(zone.encode().unwrap()).unwrap();
    gtd.records().iter().flat_map(|record| (record.height_m() + 1.0).to_le_bytes()).collect()
}

/// What the program printed, with the slashes of Unix.
fn told(output: &Output) -> String {
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if cfg!(windows) { text.replace('\\', "/") } else { text }
}

/// Commands that write a file, with {} in place of the output, and the ending of the output.
fn file_writers() -> Vec<(&'static str, &'static str)> {
    let mut writers = vec![
        ("export heights a.gtd -o {}", "png"),
        ("export tiles a.gtd --value slope -o {}", "png"),
        ("export mesh a.gtd --texture none -o {}", "glb"),
        ("export textures grass.gtt --sheet -o {}", "png"),
        ("import heights a.gtd h.r32 -o {}", "gtd"),
        ("check --fix b.gtd -o {}", "gtd"),
        ("diff a.gtd b.gtd -o {}", "png"),
        ("generate 17 -o {}", "gtd"),
    ];
    if cfg!(feature = "render") {
        writers.push(("render a.gtd --size 8x8 -o {}", "png"));
        writers.push(("render a.gtd --map -o {}", "png"));
    }
    writers
}

/// Commands that write a folder.
fn folder_writers() -> Vec<&'static str> {
    let mut writers = vec![
        "export splat a.gtd -o {}",
        "export textures grass.gtt -o {}",
        "export web-map a.gtd --px-per-tile 1 -o {}",
        "generate demo -o {}",
        "man -o {}",
    ];
    if cfg!(feature = "render") {
        writers.push("render a.gtd --path views.json --size 8x8 -o {}");
    }
    writers
}

fn with(line: &str, output: &str) -> String {
    line.replace("{}", output)
}

#[test]
fn no_command_writes_over_what_it_reads() {
    let place = Workplace::new();
    let same = [
        ("import heights a.gtd h.r32 -o a.gtd", "a.gtd is the input a.gtd"),
        ("import heights a.gtd h.r32 -o ./a.gtd", "./a.gtd is the input a.gtd"),
        ("check --fix b.gtd -o b.gtd", "b.gtd is the input b.gtd"),
        ("check --fix a.gtd b.gtd -o '{folder}/{stem}.gtd'", "./a.gtd is the input a.gtd"),
        ("check --fix - -o a.gtd < a.gtd", "a.gtd is the input -"),
        ("export textures grass.gtt -o grass.gtt", "grass.gtt is the input grass.gtt"),
        ("export splat a.gtd -o a.gtd", "a.gtd is the input a.gtd"),
        ("export web-map a.gtd -o a.gtd", "a.gtd is the input a.gtd"),
    ];
    for (line, reason) in same {
        place.fails(line, 2, &[reason]);
    }
    if cfg!(feature = "render") {
        place.fails("render a.gtd --path views.json -o views.json", 2, &["views.json is the input views.json"]);
    }
}

#[cfg(unix)]
#[test]
fn links_to_an_input_are_that_input() {
    let place = Workplace::new();
    for (line, ending) in file_writers() {
        let input = line.split(' ').find(|word| word.contains(".gt"));
        let Some(input) = input else { continue };
        let place = &place;
        for link in ["ln", "ln -s"] {
            let output = format!("link.{ending}");
            assert!(place.shell(&format!("{link} {input} {output}")).status.success());
            place.fails(&with(line, &output), 2, &[&output, input]);
            std::fs::remove_file(place.0.path().join(output)).unwrap();
        }
    }
}

/// A texture is an input that nobody names.
#[cfg(unix)]
#[test]
fn the_files_around_a_zone_are_inputs_too() {
    let place = Workplace::new();
    assert_eq!(place.run("generate demo -o client").status.code(), Some(0));
    let texture = place.read("client/DTex/isle_rock_0.gtt");
    place.shell("ln client/DTex/isle_rock_0.gtt out.png; ln client/DTex/isle_rock_0.gtt out.glb");
    place.fails("export mesh client/Zones/demo.gtd -o out.glb", 2, &["out.glb", "isle_rock_0.gtt"]);
    place.fails("export mesh a.gtd --data client -o out.glb", 2, &["out.glb", "isle_rock_0.gtt"]);
    place.fails("diff a.gtd b.gtd --data client -o out.png", 2, &["out.png", "isle_rock_0.gtt"]);
    assert!(place.read("client/DTex/isle_rock_0.gtt") == texture);
}

#[test]
fn other_endings_are_wrong_usage() {
    let place = Workplace::new();
    for (line, ending) in file_writers() {
        for output in ["out", "out.jpg", "out.jpeg", "out.tct", "new/out.bmp", "h.r32"] {
            let heights = line.contains("export heights") && output == "h.r32";
            if !heights {
                place.fails(&with(line, output), 2, &[output]);
            }
        }
        let other = if ending == "gtd" { "out.png" } else { "b.gtd" };
        place.fails(&with(line, other), 2, &[other]);
    }
    if cfg!(feature = "render") {
        place.fails("render -o a.gtd", 2, &["a.gtd", ".png"]);
    }
}

#[test]
fn missing_folders_are_made() {
    for (line, ending) in file_writers() {
        let place = Workplace::new();
        let output = format!("new/deep/out.{ending}");
        place.writes(&with(line, &output));
        assert!(!place.read(&output).is_empty());
    }
    for line in folder_writers() {
        let place = Workplace::new();
        place.writes(&with(line, "new/deep"));
        assert!(std::fs::read_dir(place.0.path().join("new/deep")).unwrap().count() > 0, "{line}");
    }
}

/// The input of each command is damaged, so that an error of the output comes first.
#[test]
fn an_output_that_cannot_be_written_is_found_before_the_work() {
    let place = Workplace::new();
    for name in ["a.gtd", "b.gtd", "grass.gtt", "h.r32"] {
        place.write(name, b"damaged");
    }
    for name in ["folder.png", "folder.glb", "folder.gtd"] {
        std::fs::create_dir(place.0.path().join(name)).unwrap();
    }
    place.write("file", b"");
    for (line, ending) in file_writers() {
        place.fails(&with(line, &format!("folder.{ending}")), 1, &["is a folder"]);
        place.fails(&with(line, &format!("file/out.{ending}")), 1, &["file is a file, not a folder"]);
    }
    for line in folder_writers() {
        place.fails(&with(line, "file"), 1, &["is a file"]);
        place.fails(&with(line, "file/out"), 1, &["file is a file, not a folder"]);
    }
    for line in ["export heights a.gtd -o x.png", "import heights a.gtd h.r32 -o x.gtd"] {
        place.fails(line, 1, &[]);
    }
}

#[test]
fn companions_of_others_are_kept() {
    let place = Workplace::new();
    let whole = [
        ("export mesh a.gtd -o m.obj", "m.mtl"),
        ("export mesh a.gtd -o m.obj", "m.png"),
        ("export heights a.gtd -o h.png", "h.png.json"),
        ("export tiles a.gtd --value slope -o t.png", "t.png.json"),
        ("export textures grass.gtt --sheet -o s.png", "s.png.json"),
    ];
    for (line, companion) in whole {
        place.write(companion, b"somebody's work");
        place.fails(line, 1, &[companion, "--force"]);
        place.writes(&format!("{line} --force"));
        assert_ne!(place.read(companion), b"somebody's work");
        // The export knows its own companions again.
        place.writes(line);
    }
    // Of another output.
    place.writes("export heights a.gtd -o n.png");
    place.fails("export mesh a.gtd -o n.obj", 1, &["n.png", "n.obj"]);
    place.writes("export mesh a.gtd -o n.obj --texture none");
    // A failing file does not stop the rest.
    place.write("a.png", b"a picture");
    let output = place.run("export mesh a.gtd b.gtd -o '{stem}.obj'");
    assert_eq!(output.status.code(), Some(1));
    assert!(!place.0.path().join("a.obj").exists() && place.0.path().join("b.obj").exists());
    assert_eq!(place.read("a.png"), b"a picture");
}

#[test]
fn zones_of_others_are_kept() {
    let place = Workplace::new();
    let mut zone = test_zone::draft(17);
    zone.records[30] = MapRecord::new(zone.records[30].height_m(), zone.records[31].tile());
    let work = zone.encode().unwrap();
    for line in ["generate 17 -o z.gtd", "import heights a.gtd h.r32 -o z.gtd", "check --fix a.gtd -o z.gtd"] {
        for work in [&work[..], b"notes"] {
            place.write("z.gtd", work);
            place.fails(line, 1, &["z.gtd exists", "--force"]);
        }
        place.writes(&format!("{line} --force"));
        assert!(place.read("z.gtd") != work);
        // Its own work may be replaced.
        place.writes(line);
        std::fs::remove_file(place.0.path().join("z.gtd")).unwrap();
    }
    // Other heights of the same zone are an earlier import.
    place.write("z.gtd", &place.read("a.gtd"));
    place.writes("import heights a.gtd h.r32 -o z.gtd");
    assert!(place.read("z.gtd") != place.read("a.gtd"));
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_written_whatever_their_ending() {
    let place = Workplace::new();
    for (line, ending) in file_writers() {
        place.writes(&with(line, "/dev/null"));
        let written = place.shell(&format!("mkfifo pipe.x; cat pipe.x > got & \"$0\" {}; wait", with(line, "pipe.x")));
        assert!(written.status.success(), "{line}: {}", told(&written));
        place.writes(&with(line, &format!("file.{ending}")));
        let expected = place.read(&format!("file.{ending}"));
        assert!(
            place.read("got") == expected || ending == "png" && place.read("got").starts_with(b"\x89PNG"),
            "{line}"
        );
        assert!(!place.0.path().join("pipe.x.json").exists(), "{line}");
        place.shell("rm pipe.x got file.*");
    }
}

#[cfg(unix)]
#[test]
fn standard_output_holds_the_file_alone() {
    let place = Workplace::new();
    place.writes("import heights a.gtd h.r32 -o new.gtd");
    let mut lines = vec![("generate 17 -o", "a.gtd"), ("import heights a.gtd h.r32 -o", "new.gtd")];
    if cfg!(feature = "render") {
        place.writes("render a.gtd --map -o map.png");
        lines.push(("render a.gtd --map -o", "map.png"));
    }
    for (line, expected) in lines {
        for output in ["-", "/dev/stdout"] {
            let line = format!("{line} {output}");
            assert!(place.run(&line).stdout == place.read(expected), "{line}");
            // What else goes to the redirected file is kept.
            place.shell(&format!("(echo before; \"$0\" {line}; echo after) > all"));
            let all = [b"before\n", &place.read(expected)[..], b"after\n"].concat();
            assert!(place.read("all") == all, "{line}");
        }
    }
    std::fs::remove_file(place.0.path().join("all")).unwrap();
    for (line, _) in file_writers().into_iter().filter(|(line, _)| line.starts_with("export")) {
        place.fails(&with(line, "-"), 2, &["standard output"]);
    }
    for line in ["diff a.gtd b.gtd -o -", "check --fix b.gtd -o -", "man -o -", "generate demo -o -"] {
        place.fails(line, 2, &["standard output"]);
    }
    // A reader that leaves is no error.
    for output in ["-", "/dev/stdout"] {
        place.shell(&format!("(\"$0\" generate 129 -o {output}; echo $? > code) | head -c 9 > /dev/null"));
        assert_eq!(place.read("code"), b"0\n", "{output}");
    }
}

#[test]
fn every_written_file_is_reported() {
    let place = Workplace::new();
    let mut lines = vec![
        ("export heights a.gtd -o h.png", &["h.png: 17 x 17", "h.png.json"][..]),
        ("export tiles a.gtd --value slope -o t.png", &["t.png: ", "t.png.json"]),
        ("export mesh a.gtd -o m.obj", &["m.obj: ", "m.mtl", "m.png"]),
        ("export textures grass.gtt --sheet -o s.png", &["s.png: ", "s.png.json"]),
        ("export textures grass.gtt -o grass", &["grass: "]),
        ("import heights a.gtd h.r32 -o i.gtd", &["i.gtd: heights imported from h.r32"]),
        ("check --fix b.gtd -o c.gtd", &["c.gtd"]),
        ("diff a.gtd b.gtd -o d.png", &["d.png: "]),
        ("generate 17 -o g.gtd", &["g.gtd: "]),
        ("generate demo -o demo", &["demo: "]),
        ("man -o man1", &["man1: ", "gtd-viewer.1", "gtd-viewer-export-heights.1"]),
    ];
    if cfg!(feature = "render") {
        lines.push(("render a.gtd --size 8x8 -o r.png", &["r.png: 8 x 8 pixels"]));
        lines.push(("render a.gtd --map -o map.png", &["map.png: 64 x 64 pixels"]));
        lines.push(("render a.gtd --path views.json --size 8x8 -o frames", &["frames: "]));
    }
    for (line, names) in lines {
        let report = place.writes(line);
        assert!(names.iter().all(|name| report.contains(name)), "{line}: {report}");
    }
    assert_eq!(place.writes("generate 17 -o g.gtd --quiet"), "");
}

#[test]
fn an_export_of_nothing_is_a_failure() {
    let place = Workplace::new();
    let mut zone = Draft::flat(Header::headerless(), 17);
    place.write("bare.gtd", &zone.encode().unwrap());
    zone.textures = test_zone::draft(17).textures;
    zone.textures.sources.iter_mut().for_each(|source| *source = Source::new("dtex\\gone.gtt"));
    place.write("gone.gtd", &zone.encode().unwrap());
    for options in ["-o out", "-o out --format dds", "-o out.png --sheet"] {
        place.fails(&format!("export textures bare.gtd {options}"), 1, &["no textures to export"]);
        place.fails(&format!("export textures gone.gtd {options}"), 1, &["no file was found", "--data"]);
    }
}

#[test]
fn pages_of_other_manuals_are_kept() {
    let place = Workplace::new();
    std::fs::create_dir(place.0.path().join("man1")).unwrap();
    place.write("man1/other.1", b"another program");
    for _ in 0..2 {
        place.writes("man -o man1");
    }
    assert_eq!(place.read("man1/other.1"), b"another program");
    place.write("man1/gtd-viewer.1", b"somebody's notes");
    place.fails("man -o man1", 1, &["gtd-viewer.1"]);
}
