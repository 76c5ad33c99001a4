//! The files of a page: a tree of folders, with files that the program has written and files that the user has offered.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a file has.
#[derive(Clone, Debug)]
pub enum Content {
    /// Bytes in memory.
    Written(Arc<Mutex<Vec<u8>>>),
    /// A file of an offered folder, by the folder's number: the browser reads it.
    Offered(usize),
}

/// A file or a folder.
#[derive(Clone, Debug)]
pub enum Node {
    File(Content),
    Folder(Entries),
}

/// The files and folders in a folder, by name.
pub type Entries = BTreeMap<String, Node>;

static ROOT: Mutex<Entries> = Mutex::new(BTreeMap::new());

fn root() -> MutexGuard<'static, Entries> {
    ROOT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The names on the way to a path, without `.` and `..`.
fn names_on(path: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(name) => names.push(name.to_string_lossy().into_owned()),
            Component::ParentDir => {
                names.pop();
            }
            Component::RootDir | Component::CurDir | Component::Prefix(_) => {}
        }
    }
    names
}

/// The first name of a path.
pub fn root_of(path: &Path) -> Option<String> {
    names_on(path).into_iter().next()
}

/// The path from the root.
pub fn absolute(path: &Path) -> PathBuf {
    std::iter::once("/".to_owned()).chain(names_on(path)).collect()
}

/// Calls a function with the file or folder at a path.
fn with_node<T>(path: &Path, act: impl FnOnce(&Node) -> T) -> io::Result<T> {
    let root = root();
    let names = names_on(path);
    let Some((last, folders)) = names.split_last() else { return Ok(act(&Node::Folder(root.clone()))) };
    let mut entries = &*root;
    for name in folders {
        let Some(Node::Folder(inner)) = entries.get(name) else { return Err(io::ErrorKind::NotFound.into()) };
        entries = inner;
    }
    entries.get(last).map(act).ok_or_else(|| io::ErrorKind::NotFound.into())
}

/// Calls a function with the entries of the folder that holds a path, and the last name of the path.
fn with_folder_of<T>(path: &Path, act: impl FnOnce(&mut Entries, &str) -> io::Result<T>) -> io::Result<T> {
    let mut root = root();
    let names = names_on(path);
    let (last, folders) = names.split_last().ok_or(io::ErrorKind::InvalidInput)?;
    let mut entries = &mut *root;
    for name in folders {
        let Some(Node::Folder(inner)) = entries.get_mut(name) else { return Err(io::ErrorKind::NotFound.into()) };
        entries = inner;
    }
    act(entries, last)
}

/// Adds a file with the folders that lead to it. A file in place of a folder, or the reverse, is replaced.
pub fn put(path: &Path, content: Content) {
    let mut root = root();
    let names = names_on(path);
    let Some((last, folders)) = names.split_last() else { return };
    let mut entries = &mut *root;
    for name in folders {
        let node = entries.entry(name.clone()).or_insert_with(|| Node::Folder(Entries::new()));
        if let Node::File(_) = node {
            *node = Node::Folder(Entries::new());
        }
        let Node::Folder(inner) = node else { return };
        entries = inner;
    }
    entries.insert(last.clone(), Node::File(content));
}

/// The content of a file.
pub fn content(path: &Path) -> io::Result<Content> {
    with_node(path, |node| match node {
        Node::File(content) => Ok(content.clone()),
        Node::Folder(_) => Err(io::ErrorKind::IsADirectory.into()),
    })?
}

/// The names in a folder.
pub fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    with_entries(folder, |entries| entries.keys().map(OsString::from).collect())
}

/// Calls a function with the entries of a folder.
pub fn with_entries<T>(folder: &Path, act: impl FnOnce(&Entries) -> T) -> io::Result<T> {
    if names_on(folder).is_empty() {
        return Ok(act(&root()));
    }
    with_node(folder, |node| match node {
        Node::Folder(entries) => Ok(act(entries)),
        Node::File(_) => Err(io::ErrorKind::NotADirectory.into()),
    })?
}

/// Whether a path leads to a folder (`Some(true)`), to a file (`Some(false)`), or to nothing.
pub fn is_folder(path: &Path) -> Option<bool> {
    if names_on(path).is_empty() {
        return Some(true);
    }
    with_node(path, |node| matches!(node, Node::Folder(_))).ok()
}

/// Adds a node with an unused name.
pub fn insert_new(path: &Path, node: Node) -> io::Result<()> {
    with_folder_of(path, |entries, name| match entries.contains_key(name) {
        true => Err(io::ErrorKind::AlreadyExists.into()),
        false => {
            entries.insert(name.to_owned(), node);
            Ok(())
        }
    })
}

/// Removes a node that meets a condition, and returns it.
pub fn remove_if(path: &Path, allowed: impl FnOnce(&Node) -> io::Result<()>) -> io::Result<Node> {
    with_folder_of(path, |entries, name| {
        allowed(entries.get(name).ok_or(io::ErrorKind::NotFound)?)?;
        entries.remove(name).ok_or_else(|| io::ErrorKind::NotFound.into())
    })
}

/// Puts a node at a path, whose folder exists; a file there is replaced.
pub fn place(path: &Path, node: Node) -> io::Result<()> {
    with_folder_of(path, |entries, name| {
        if let Some(Node::Folder(inner)) = entries.get(name)
            && !inner.is_empty()
        {
            return Err(io::ErrorKind::DirectoryNotEmpty.into());
        }
        entries.insert(name.to_owned(), node);
        Ok(())
    })
}

/// The file with this name in any letter case that has the shortest path.
pub fn find(name: &str) -> Option<PathBuf> {
    let wanted = name.to_lowercase();
    let mut level = vec![(PathBuf::from("/"), root().clone())];
    while !level.is_empty() {
        let mut below = Vec::new();
        for (path, entries) in level {
            for (name, node) in entries {
                match node {
                    Node::File(_) if name.to_lowercase() == wanted => return Some(path.join(name)),
                    Node::File(_) => {}
                    Node::Folder(inner) => below.push((path.join(name), inner)),
                }
            }
        }
        level = below;
    }
    None
}
