//! The files that make up a zone: lookup in a client folder, the table of zones, and the parts of one zone.

pub mod bundle;
pub mod files;
pub mod folder;
pub mod parts;
pub mod references;
pub mod zone_list;
