//! The zone that opens when none is given, and test zones of any size: own content, made by code.
//!
//! Owns: the island, its textures, their place inside the binary. Does not own how zones are written ([`crate::formats::gtd`],
//! [`crate::formats::ntf`]) or drawn. Invariant: the same bytes on every platform. Heights and colors come from integers and
//! from the float operations that IEEE 754 defines to the bit; nothing rests on the order of threads.
//!
//! [`relief`] and [`route`] shape the ground, [`island`] puts them together; [`cover`] tells which [`ground`] lies
//! where; [`tiles`] turns that into layers; [`paint`] and [`edge`] make the textures on a [`canvas`]. [`water`] and
//! [`water_paint`], [`sky`] and [`sky_paint`], [`shade`], [`afar`] and [`places`] are the rest of a zone; [`zone`] writes
//! it all, and [`embedded`] is the result.

pub mod afar;
pub mod canvas;
pub mod cover;
pub mod edge;
pub mod embedded;
pub mod grid;
pub mod ground;
pub mod hills;
pub mod icon;
pub mod island;
pub mod noise;
pub mod paint;
pub mod pictures;
pub mod places;
pub mod relief;
pub mod route;
pub mod shade;
pub mod sky;
pub mod sky_paint;
pub mod tiles;
pub mod water;
pub mod water_paint;
pub mod zone;
