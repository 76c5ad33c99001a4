//! FORMAT: a zone's terrain file (`.gtd`), bytes to plain data and back.
//!
//! Owns the layouts of every known client build, the file's own bytes, and where each section stands in them.
//! Does not own: what the numbers mean for drawing (`terrain`), textures (`ntf`), or where files lie (`client`).
//! Units are the file's own: metres, X east, Y up, Z north; arrays are x outer.
//!
//! Promise: no input makes this module panic, and nothing is allocated beyond a small multiple of the input's size.

mod records;

pub use records::{MapRecord, PackedTile, PatchBounds};
