//! Puts the folder of the page together, and serves it to this computer.

use std::path::Path;
use std::process::ExitCode;

use gtd_viewer_web_folder::{Server, pack};

const USAGE: &str = "\
web-folder pack REPOSITORY MODULE OUT   puts the folder OUT together; MODULE is compiled from examples/web
web-folder serve FOLDER PORT            serves a folder at http://127.0.0.1:PORT until it is stopped; 0 is any free port";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["pack", repository, module, out] => pack(Path::new(repository), Path::new(module), Path::new(out)),
        ["serve", folder, port] => match port.parse() {
            Ok(port) => serve(folder, port),
            Err(_) => return failed(&format!("{port}: not a port")),
        },
        _ => return failed(USAGE),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error.to_string()),
    }
}

fn failed(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}

fn serve(folder: &str, port: u16) -> std::io::Result<()> {
    let server = Server::bind(folder, port)?;
    println!("{}  (Ctrl+C ends it)", server.address());
    server.run();
    Ok(())
}
