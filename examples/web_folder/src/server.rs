//! A web server for the files of one folder, which only programs on this computer reach.
//!
//! It answers GET and HEAD, one request a connection. It is for trying the page out, and for tests: a page for others
//! belongs on a real web server.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// Longest head of a request in bytes.
const MOST_HEAD_BYTES: u64 = 16 << 10;
/// A browser that sends or takes nothing for this time is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server of a folder.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    folder: Arc<Path>,
}

impl Server {
    /// Binds a port of the loopback; 0 is any free one.
    pub fn bind(folder: impl Into<PathBuf>, port: u16) -> io::Result<Server> {
        let folder: PathBuf = folder.into();
        fs::read_dir(&folder)
            .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", folder.display())))?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .map_err(|error| io::Error::new(error.kind(), format!("port {port}: {error}")))?;
        let address = listener.local_addr()?;
        Ok(Server { listener, address, folder: folder.into() })
    }

    /// The address of the folder.
    pub fn address(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Answers requests, each on a thread of its own.
    pub fn run(&self) {
        for stream in self.listener.incoming().flatten() {
            let folder = self.folder.clone();
            // A browser that goes away needs no answer.
            thread::spawn(move || drop(answer(&stream, &folder)));
        }
    }
}

/// What is answered to a request.
enum Answer {
    File(File, &'static str),
    Error(u16, &'static str),
}

fn answer(stream: &TcpStream, folder: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut head = BufReader::new(stream.take(MOST_HEAD_BYTES));
    let mut line = String::new();
    head.read_line(&mut line)?;
    // The rest of the head changes nothing, but a connection that is closed before it is read is reset.
    let mut rest = String::new();
    while head.read_line(&mut rest)? > 2 {
        rest.clear();
    }
    let mut words = line.split_ascii_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let answer = match method {
        "GET" | "HEAD" => find(folder, target),
        _ => Answer::Error(405, "Method Not Allowed"),
    };
    send(stream, answer, method == "HEAD")
}

fn send(mut stream: &TcpStream, answer: Answer, head_only: bool) -> io::Result<()> {
    let (status, kind, length) = match &answer {
        Answer::File(file, kind) => ("200 OK".to_owned(), *kind, file.metadata()?.len()),
        Answer::Error(code, name) => (format!("{code} {name}"), "text/plain; charset=utf-8", name.len() as u64),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nCache-Control: no-cache\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    )?;
    match answer {
        _ if head_only => Ok(()),
        Answer::File(mut file, _) => io::copy(&mut file, &mut stream).map(drop),
        Answer::Error(_, name) => stream.write_all(name.as_bytes()),
    }
}

/// The file that a request's target names.
fn find(folder: &Path, target: &str) -> Answer {
    const NOT_FOUND: Answer = Answer::Error(404, "Not Found");
    let Some(below) = path_of(target) else { return Answer::Error(400, "Bad Request") };
    let mut path = folder.join(below);
    if path.is_dir() {
        path.push("index.html");
    }
    // A link may lead out of the folder.
    let is_inside = match (path.canonicalize(), folder.canonicalize()) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => return NOT_FOUND,
    };
    match File::open(&path) {
        Ok(file) if is_inside => Answer::File(file, media_type(&path)),
        _ => NOT_FOUND,
    }
}

/// The path below the folder that a target such as `/demo/a%20b?x=1` names; none if it leads out of the folder.
fn path_of(target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next().unwrap_or_default().strip_prefix('/')?;
    let path = PathBuf::from(decoded(path)?);
    path.components().all(|component| matches!(component, Component::Normal(_))).then_some(path)
}

/// Resolves escapes such as `%20`.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                let (high, low) = (digit(rest.next())?, digit(rest.next())?);
                u8::try_from(high * 16 + low).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok().filter(|text| !text.contains(['\0', '\\', ':']))
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(server: &str, text: &str) -> String {
        let mut stream = TcpStream::connect(server).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn files_of_the_folder_are_sent_with_their_types_and_nothing_else() {
        let scratch = tempfile::tempdir().unwrap();
        let folder = scratch.path().join("web");
        fs::create_dir_all(folder.join("a b")).unwrap();
        fs::write(folder.join("index.html"), "page").unwrap();
        fs::write(folder.join("viewer.wasm"), "module").unwrap();
        fs::write(folder.join("a b/x.js"), "script").unwrap();
        fs::write(scratch.path().join("secret"), "secret").unwrap();
        let server = Server::bind(&folder, 0).unwrap();
        let address = server.address.to_string();
        thread::spawn(move || server.run());
        let get = |target: &str| request(&address, &format!("GET {target} HTTP/1.1\r\nHost: x\r\n\r\n"));

        let page = get("/");
        assert!(
            page.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/html") && page.ends_with("\r\n\r\npage"),
            "{page}"
        );
        assert!(get("/viewer.wasm?v=1").contains("Content-Type: application/wasm\r\nContent-Length: 6\r\n"));
        assert!(get("/a%20b/x.js").ends_with("script"));
        let head = request(&address, "HEAD / HTTP/1.1\r\n\r\n");
        assert!(head.contains("Content-Length: 4") && head.ends_with("\r\n\r\n"), "{head}");
        for target in [
            "/../secret",
            "/%2e%2e/secret",
            "/a b/../../secret",
            "//secret",
            "/..%2fsecret",
            "/%5c..%5csecret",
            "secret",
            "/%zz",
        ] {
            let answer = get(target);
            assert!(answer.starts_with("HTTP/1.1 4") && !answer.ends_with("secret"), "{target}: {answer}");
        }
        assert!(get("/none").starts_with("HTTP/1.1 404"));
        assert!(get("/a%20b").starts_with("HTTP/1.1 404"), "a folder is not listed");
        assert!(request(&address, "POST / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405"));
        assert!(Server::bind(scratch.path().join("none"), 0).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_not_followed() {
        let scratch = tempfile::tempdir().unwrap();
        let folder = scratch.path().join("web");
        fs::create_dir(&folder).unwrap();
        fs::write(scratch.path().join("secret"), "secret").unwrap();
        std::os::unix::fs::symlink(scratch.path().join("secret"), folder.join("link")).unwrap();
        assert!(matches!(find(&folder, "/link"), Answer::Error(404, _)));
    }
}
