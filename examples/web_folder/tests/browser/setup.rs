//! What the tests need: the built page, the program, and a browser.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub struct Setup {
    pub folder: PathBuf,
    pub program: PathBuf,
    /// Flags of the browser.
    pub flags: String,
}

impl Setup {
    /// What `script/test-web` has prepared; without it a test prints that it is skipped.
    pub fn find() -> Option<Setup> {
        let variable = |name: &str| std::env::var(name).ok();
        let setup = (|| {
            Some(Setup {
                folder: variable("GTD_VIEWER_WEB_FOLDER")?.into(),
                program: variable("GTD_VIEWER_PROGRAM")?.into(),
                flags: variable("GTD_VIEWER_CHROMIUM_FLAGS")?,
            })
        })();
        if setup.is_none() {
            println!("skipped: script/test-web runs these tests");
        }
        setup
    }

    /// Runs the desktop program.
    pub fn run(&self, arguments: &[&str]) {
        let output = Command::new(&self.program).arg("-q").args(arguments).output().expect("the program");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// A client folder and the name of a zone in it: real files where there are some, else the island's, written to
    /// `scratch`.
    pub fn client(&self, scratch: &Path) -> (PathBuf, &'static str) {
        let real = std::env::var_os("GTD_VIEWER_CORPUS").map(|corpus| Path::new(&corpus).join("ko/1298"));
        if let Some(folder) = real.filter(|folder| folder.is_dir()) {
            return (folder, "moradon");
        }
        println!("GTD_VIEWER_CORPUS names no client: the island's files are used");
        self.island(scratch)
    }

    /// A client folder with the island under another name, and that name.
    pub fn island(&self, scratch: &Path) -> (PathBuf, &'static str) {
        let folder = scratch.join("client");
        self.run(&["generate", "demo", "-o", &folder.to_string_lossy()]);
        for entry in fs::read_dir(folder.join("Zones")).expect("zones").flatten() {
            let name = entry.file_name().to_string_lossy().replace("demo.", "atoll.");
            fs::rename(entry.path(), folder.join("Zones").join(name)).expect("a renamed file");
        }
        (folder, "atoll")
    }
}
