//! The folder that a web server shows as the page: how it is put together, and a server for this computer alone.

mod folder;
mod server;

pub use folder::pack;
pub use server::Server;
