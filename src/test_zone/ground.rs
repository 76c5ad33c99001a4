//! Kinds of ground, and the combinations that a tile can show.
//!
//! A tile can be drawn with two layers if its four corners have one or two grounds, and not two in diagonal
//! arrangement. Other combinations are [`simplified`].

/// A family of ground textures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Ground {
    /// The deep sea floor.
    Deep,
    /// Wet sand under shallow water.
    Shallow,
    /// Dry sand of beaches.
    Sand,
    /// Yellowed grass on sunny slopes.
    DryGrass,
    /// Green grass of meadows.
    Grass,
    /// Moss and leaves in the shade.
    Forest,
    /// Trodden earth of footpaths.
    Path,
    /// Sunlit stone.
    Rock,
    /// Shaded stone.
    DarkRock,
    /// Sunlit snow.
    Snow,
    /// Shaded snow.
    DarkSnow,
    /// Thin grass among stones, between the meadows and the rock.
    Alpine,
    /// Stone under thin snow, below the snow line.
    Dusted,
}

impl Ground {
    /// All families, in the order of their values.
    pub const ALL: [Ground; 13] = [
        Ground::Deep,
        Ground::Shallow,
        Ground::Sand,
        Ground::DryGrass,
        Ground::Grass,
        Ground::Forest,
        Ground::Path,
        Ground::Rock,
        Ground::DarkRock,
        Ground::Snow,
        Ground::DarkSnow,
        Ground::Alpine,
        Ground::Dusted,
    ];

    /// The mean color of its textures, red, green, blue from 0 to 255.
    pub fn mean_color(self) -> [f32; 3] {
        match self {
            Ground::Deep => [92.0, 124.0, 116.0],
            Ground::Shallow => [156.0, 158.0, 126.0],
            Ground::Sand => [216.0, 196.0, 152.0],
            Ground::DryGrass => [127.0, 137.0, 68.0],
            Ground::Grass => [103.0, 127.0, 57.0],
            Ground::Forest => [84.0, 103.0, 50.0],
            Ground::Path => [164.0, 138.0, 102.0],
            Ground::Rock => [141.0, 134.0, 122.0],
            Ground::DarkRock => [108.0, 103.0, 98.0],
            Ground::Snow => [232.0, 237.0, 243.0],
            Ground::DarkSnow => [204.0, 215.0, 230.0],
            Ground::Alpine => [124.0, 127.0, 84.0],
            Ground::Dusted => [180.0, 181.0, 180.0],
        }
    }
}

/// Corners of a tile: south-west, south-east, north-west, north-east.
pub type Corners = [Ground; 4];

/// The corners in a combination that two layers can draw: themselves, or the most similar combination of their grounds.
/// `distance` measures the visual difference of two grounds.
pub fn simplified(corners: Corners, distance: impl Fn(Ground, Ground) -> u32) -> Corners {
    if drawable(corners) {
        return corners;
    }
    let mut best = (u32::MAX, [corners[0]; 4]);
    for choice in 0..256usize {
        let candidate = [0, 2, 4, 6].map(|shift| corners[choice >> shift & 3]);
        let cost = (0..4).map(|i| distance(corners[i], candidate[i])).sum();
        if cost < best.0 && drawable(candidate) {
            best = (cost, candidate);
        }
    }
    best.1
}

/// Whether two layers can draw these corners.
pub fn drawable(corners: Corners) -> bool {
    let first = corners[0];
    let other = corners.iter().copied().find(|c| *c != first).unwrap_or(first);
    corners.iter().all(|c| *c == first || *c == other) && !crosswise(corners)
}

fn crosswise([sw, se, nw, ne]: Corners) -> bool {
    sw == ne && se == nw && sw != se
}
