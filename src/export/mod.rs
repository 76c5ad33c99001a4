//! Exports: a zone's data as files for other programs.
//!
//! Every export is an [`Exporter`]: its options are its fields, its description an [`ExportSpec`]. Subcommands of the
//! command line, menu and dialogs of the window, progress and cancellation follow from the rows below. Files are
//! written under temporary names and renamed once they are complete (`atomic_file`, `staging`), so that a full disk or a
//! canceled export leaves nothing.

#![warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

pub(crate) mod atomic_file;
mod choice;
mod context;
pub mod dds;
mod error;
pub mod heights;
pub(crate) mod marks;
pub(crate) mod mesh;
pub(crate) mod names;
pub(crate) mod objects;
pub(crate) mod options;
pub mod outputs;
pub(crate) mod partial;
pub(crate) mod png;
mod registry;
mod run;
pub(crate) mod server_map;
pub(crate) mod shape;
mod spec;
pub(crate) mod splat;
pub(crate) mod staging;
pub(crate) mod textures;
pub(crate) mod tiles;
pub(crate) mod web_map;

pub use choice::{Estimate, ExportChoice, ExportOption, ExportSubject, Preset, Program};
pub use context::{ExportContext, ExportSource, ExportStep, ProgressSink, StoredObjects};
pub use error::{ExportError, Remedy};
pub use outputs::{InputFiles, OutputError, OutputPlan};
pub(crate) use run::{Finished, run};
pub use spec::{ExportSpec, Exporter, FileType, Output};

registry::exports! {
    /// Heights of all vertices.
    Heights(heights::HeightsExport),
    /// A picture of tiles.
    Tiles(tiles::TilesExport),
    /// Weights of the texture families.
    Splat(splat::SplatExport),
    /// Terrain, water and placed objects as a mesh.
    Mesh(mesh::MeshExport),
    /// Placed objects as a table.
    Objects(objects::ObjectsExport),
    /// Monsters, events, warps and areas as a table or a map.
    Marks(marks::MarksExport),
    /// A placed object as a file of its own.
    Shape(shape::ShapeExport),
    /// The server's map of a zone.
    ServerMap(server_map::ServerMapExport),
    /// Tile textures, or those of another file.
    Textures(textures::TexturesExport),
    /// A page with a map.
    WebMap(web_map::WebMapExport),
}
