//! File dialogs through a desktop portal: a private bus, with a portal that answers, stays silent or exits as the test
//! requires.

use crate::common::skip;
use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use crate::xvfb::{self, Display, wait_for};
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};

/// A private message bus.
pub struct Bus {
    server: Child,
    pub address: String,
}

impl Bus {
    pub fn start() -> Bus {
        let mut server = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address=1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon starts");
        let mut address = String::new();
        let told = BufReader::new(server.stdout.take().expect("piped")).read_line(&mut address);
        assert!(told.is_ok() && !address.is_empty(), "the bus tells no address");
        Bus { server, address: address.trim().to_owned() }
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The file chooser of a portal. It reports each request to the test, with the dialog's title.
struct Chooser {
    asked: Sender<String>,
    /// Its answer; none to stay silent.
    answer: Option<PathBuf>,
}

#[zbus::interface(name = "org.freedesktop.portal.FileChooser")]
impl Chooser {
    async fn open_file(
        &self,
        #[zbus(header)] header: zbus::message::Header<'_>,
        #[zbus(connection)] connection: &zbus::Connection,
        _parent: &str,
        title: &str,
        options: HashMap<String, OwnedValue>,
    ) -> OwnedObjectPath {
        let sender = header.sender().expect("a sender").trim_start_matches(':').replace('.', "_");
        let token: &str = options["handle_token"].downcast_ref().expect("a token");
        let request = format!("/org/freedesktop/portal/desktop/request/{sender}/{token}");
        let request = ObjectPath::try_from(request).expect("a path");
        self.asked.send(title.to_owned()).expect("the test listens");
        if let Some(path) = &self.answer {
            let uri = format!("file://{}", path.display());
            let (connection, request) = (connection.clone(), request.to_owned());
            let to = header.sender().expect("a sender").to_owned();
            // A delay before the answer: rfd only looks for it after the request was accepted.
            std::thread::spawn(move || {
                std::thread::sleep(Duration::from_millis(700));
                let chosen = (0_u32, HashMap::from([("uris", Value::from(vec![uri]))]));
                let to = Some(zbus::names::BusName::from(to));
                let interface = "org.freedesktop.portal.Request";
                let answer = connection.emit_signal(to, &request, interface, "Response", &chosen);
                zbus::block_on(answer).expect("a signal");
            });
        }
        request.into()
    }
}

/// Puts a portal on the bus; it exits when the connection is dropped.
pub fn portal(bus: &Bus, answer: Option<&Path>) -> (zbus::blocking::Connection, Receiver<String>) {
    let (asked, hears) = channel();
    let chooser = Chooser { asked, answer: answer.map(Path::to_owned) };
    let connection = zbus::blocking::connection::Builder::address(bus.address.as_str())
        .and_then(|builder| builder.serve_at("/org/freedesktop/portal/desktop", chooser))
        .and_then(|builder| builder.name("org.freedesktop.portal.Desktop"))
        .and_then(|builder| builder.build())
        .expect("a portal on the bus");
    (connection, hears)
}

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const LONG: Duration = Duration::from_secs(30);

#[test]
fn a_portal_that_ends_takes_its_dialog_along_and_the_next_one_answers() {
    if !xvfb::in_path("dbus-daemon") {
        skip("there is no dbus-daemon");
        return;
    }
    let Some(display) = Display::start() else { return };
    let bus = Bus::start();
    let zone = Path::new(ROOT).join("assets/demo/Zones/demo.gtd");
    let viewer = display.open_with(
        &[concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/gtd/versioned-2.gtd")],
        &[("DBUS_SESSION_BUS_ADDRESS", &bus.address)],
    );
    viewer.settled();
    let (silent, hears) = portal(&bus, None);
    viewer.key("ctrl+o");
    assert_eq!(hears.recv_timeout(LONG).expect("a request"), "Open a zone");
    // One at a time, while it may still be answered.
    viewer.key("ctrl+o");
    assert!(hears.recv_timeout(Duration::from_secs(1)).is_err(), "asked twice");
    drop(silent);
    viewer.wait_for_log("which shows file dialogs, stopped");
    let (_answers, hears) = portal(&bus, Some(&zone));
    viewer.key("ctrl+o");
    hears.recv_timeout(LONG).expect("a request");
    wait_for("the chosen zone", LONG, || viewer.title().contains("demo").then_some(()));
    let log = viewer.log();
    assert!(!log.contains("panicked"), "{log}");
    assert_eq!(viewer.close().code(), Some(0));
}
