//! MODEL: what a zone's ground is, without files, windows or a GPU.
//!
//! Owns the axes and units ([`space`]). Everything here is pure: the same input gives the same output.

pub mod space;
