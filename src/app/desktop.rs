//! Files in other programs of the desktop: its file manager, and its program for a kind of file.

use std::io;
#[cfg(target_os = "linux")]
use std::path::Path;
use std::process::{Command, Stdio};

use crate::platform::thread;
use crate::ui::DesktopRequest;

/// Passes a file to another program. `failed` is called on another thread, if that does not work.
pub fn perform(request: DesktopRequest, failed: impl FnOnce(DesktopRequest, io::Error) + Send + 'static) {
    let work = move || {
        if let Err(error) = hand_over(&request) {
            failed(request, error);
        }
    };
    if let Err(error) = thread::spawn("desktop", work) {
        log::error!("no thread for another program: {error}");
    }
}

fn hand_over(request: &DesktopRequest) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    if let DesktopRequest::ShowInFolder(path) = request {
        match crate::platform::block_on(file_manager::show(path)) {
            Ok(()) => return Ok(()),
            Err(error) => log::debug!("no file manager on the session bus: {error}"),
        }
    }
    let mut command = command(request);
    let status =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", command.get_program().to_string_lossy()))
        })?;
    // Explorer returns 1 whatever happens.
    if status.success() || cfg!(windows) {
        return Ok(());
    }
    Err(io::Error::other(format!("{}: {status}", command.get_program().to_string_lossy())))
}

/// The command that opens a file, or shows it in its folder.
#[cfg(target_os = "linux")]
fn command(request: &DesktopRequest) -> Command {
    let mut command = Command::new("xdg-open");
    command.arg(match request {
        DesktopRequest::ShowInFolder(path) => folder_of(path),
        DesktopRequest::Open(path) => path,
    });
    command
}

#[cfg(target_os = "macos")]
fn command(request: &DesktopRequest) -> Command {
    let mut command = Command::new("open");
    match request {
        DesktopRequest::ShowInFolder(path) => command.arg("-R").arg(path),
        DesktopRequest::Open(path) => command.arg(path),
    };
    command
}

#[cfg(windows)]
fn command(request: &DesktopRequest) -> Command {
    use std::os::windows::process::CommandExt;
    let mut command = Command::new("explorer");
    match request {
        // Explorer wants the quotes after the comma. A path contains none.
        DesktopRequest::ShowInFolder(path) => command.raw_arg(format!("/select,\"{}\"", path.display())),
        DesktopRequest::Open(path) => command.arg(path),
    };
    command
}

#[cfg(target_os = "linux")]
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The file manager on the session bus, which shows a file selected in its folder.
#[cfg(target_os = "linux")]
mod file_manager {
    use std::os::unix::ffi::OsStrExt;
    use std::path::Path;

    const NAME: &str = "org.freedesktop.FileManager1";

    pub async fn show(path: &Path) -> zbus::Result<()> {
        let path = std::path::absolute(path).map_err(|error| zbus::Error::InputOutput(error.into()))?;
        let connection = zbus::Connection::session().await?;
        let arguments = (vec![uri(&path)], "");
        let place = "/org/freedesktop/FileManager1";
        connection.call_method(Some(NAME), place, Some(NAME), "ShowItems", &arguments).await.map(drop)
    }

    /// The URI of a file; bytes other than letters, digits and a few signs are escaped.
    pub fn uri(path: &Path) -> String {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
        let escaped = |byte: &u8| if plain(*byte) { char::from(*byte).to_string() } else { format!("%{byte:02X}") };
        format!("file://{}", path.as_os_str().as_bytes().iter().map(escaped).collect::<String>())
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn arguments(request: &DesktopRequest) -> Vec<String> {
        command(request).get_args().map(|argument| argument.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_file_is_opened_and_shown_in_its_folder() {
        assert_eq!(arguments(&DesktopRequest::Open("/a/b c.png".into())), ["/a/b c.png"]);
        assert_eq!(arguments(&DesktopRequest::ShowInFolder("/a/b.png".into())), ["/a"]);
        assert_eq!(arguments(&DesktopRequest::ShowInFolder("b.png".into())), ["."]);
    }

    #[test]
    fn addresses_of_files_are_escaped() {
        assert_eq!(file_manager::uri(Path::new("/a b/ü#%.png")), "file:///a%20b/%C3%BC%23%25.png");
    }
}
