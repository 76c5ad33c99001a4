//! The file type of `.gtd` files on Windows: which program opens them, for the current user.

use std::io;
use std::path::Path;

use windows_registry::{CURRENT_USER, Key};

/// Where Windows looks for the file types of the current user.
pub const CLASSES: &str = r"Software\Classes";
/// The extension.
pub const EXTENSION: &str = ".gtd";
/// The name of the file type.
pub const FILE_TYPE: &str = "gtd-viewer.gtd";

/// The registered file types of a user.
pub struct FileTypes {
    classes: Key,
}

/// The result of [`FileTypes::register`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Registered {
    /// A double click opens the program.
    Opens,
    /// Another file type of this name keeps the double click; the program is in the list of "Open with".
    Offered(String),
}

impl FileTypes {
    /// Those of the current user.
    ///
    /// # Errors
    /// The system's error.
    pub fn of_user() -> io::Result<FileTypes> {
        FileTypes::below(CLASSES)
    }

    fn below(path: &str) -> io::Result<FileTypes> {
        Ok(FileTypes { classes: CURRENT_USER.create(path)? })
    }

    /// Makes a program the one that opens `.gtd` files, unless the user has another one for them.
    ///
    /// # Errors
    /// The system's error.
    pub fn register(&self, program: &Path) -> io::Result<Registered> {
        let program = program.display();
        let set = |key: &str, name: &str, value: &str| self.classes.create(key)?.set_string(name, value);
        set(FILE_TYPE, "", "Knight Online terrain")?;
        set(&format!(r"{FILE_TYPE}\DefaultIcon"), "", &format!("{program},0"))?;
        set(&format!(r"{FILE_TYPE}\shell\open\command"), "", &format!("\"{program}\" \"%1\""))?;
        set(&format!(r"{EXTENSION}\OpenWithProgids"), FILE_TYPE, "")?;
        // One that a removed program has left has no claim.
        let is_known = |name: &String| name != FILE_TYPE && self.classes.open(name).is_ok();
        if let Some(other) = self.default_type().filter(is_known) {
            return Ok(Registered::Offered(other));
        }
        set(EXTENSION, "", FILE_TYPE)?;
        Ok(Registered::Opens)
    }

    /// Removes what [`FileTypes::register`] has written. Returns whether there was anything.
    ///
    /// # Errors
    /// The system's error.
    pub fn unregister(&self) -> io::Result<bool> {
        let found = self.classes.open(FILE_TYPE).is_ok();
        if found {
            self.classes.remove_tree(FILE_TYPE)?;
        }
        let writable = |key: &str| self.classes.options().read().write().open(key).ok();
        let Some(extension) = writable(EXTENSION) else { return Ok(found) };
        let offered = writable(&format!(r"{EXTENSION}\OpenWithProgids"));
        if let Some(offered) = offered.as_ref().filter(|offered| offered.get_value(FILE_TYPE).is_ok()) {
            offered.remove_value(FILE_TYPE)?;
        }
        if self.default_type().as_deref() == Some(FILE_TYPE) {
            extension.remove_value("")?;
        }
        if offered.is_some_and(|offered| is_empty(&offered)) {
            extension.remove_tree("OpenWithProgids")?;
        }
        if is_empty(&extension) {
            self.classes.remove_tree(EXTENSION)?;
        }
        Ok(found)
    }

    /// The name of the file type that a double click on a `.gtd` file uses.
    fn default_type(&self) -> Option<String> {
        self.classes.open(EXTENSION).ok()?.get_string("").ok().filter(|name| !name.is_empty())
    }
}

fn is_empty(key: &Key) -> bool {
    key.keys().is_ok_and(|mut keys| keys.next().is_none())
        && key.values().is_ok_and(|mut values| values.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// File types in a key of their own, removed on drop.
    struct Scratch(String, FileTypes);

    impl Scratch {
        fn new(name: &str) -> Scratch {
            let path = format!(r"Software\gtd-viewer-test-{}-{name}", std::process::id());
            let types = FileTypes::below(&path).unwrap();
            Scratch(path, types)
        }

        fn value(&self, key: &str, name: &str) -> Option<String> {
            self.1.classes.open(key).ok()?.get_string(name).ok()
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = CURRENT_USER.remove_tree(&self.0);
        }
    }

    const PROGRAM: &str = r"C:\My Games\gtd-viewer-window.exe";

    #[test]
    fn a_registered_program_opens_gtd_files() {
        let scratch = Scratch::new("opens");
        assert_eq!(scratch.1.register(Path::new(PROGRAM)).unwrap(), Registered::Opens);
        assert_eq!(scratch.value(".gtd", "").as_deref(), Some("gtd-viewer.gtd"));
        let command = scratch.value(r"gtd-viewer.gtd\shell\open\command", "").unwrap();
        assert_eq!(command, r#""C:\My Games\gtd-viewer-window.exe" "%1""#);
        assert_eq!(scratch.1.register(Path::new(PROGRAM)).unwrap(), Registered::Opens, "twice is the same");
        assert!(scratch.1.unregister().unwrap());
        assert!(is_empty(&scratch.1.classes), "nothing is left");
        assert!(!scratch.1.unregister().unwrap());
    }

    #[test]
    fn another_program_keeps_its_files() {
        let scratch = Scratch::new("offered");
        let classes = &scratch.1.classes;
        classes.create("other").unwrap().set_string("", "Another program").unwrap();
        classes.create(".gtd").unwrap().set_string("", "other").unwrap();
        assert_eq!(scratch.1.register(Path::new(PROGRAM)).unwrap(), Registered::Offered("other".to_owned()));
        assert_eq!(scratch.value(r".gtd\OpenWithProgids", "gtd-viewer.gtd").as_deref(), Some(""));
        assert!(scratch.1.unregister().unwrap());
        assert_eq!(scratch.value(".gtd", "").as_deref(), Some("other"));
        classes.remove_tree("other").unwrap();
        assert_eq!(
            scratch.1.register(Path::new(PROGRAM)).unwrap(),
            Registered::Opens,
            "a removed program has no claim"
        );
    }
}
