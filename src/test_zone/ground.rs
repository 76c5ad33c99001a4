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
}

impl Ground {
    /// All families, in the order of their values.
    pub const ALL: [Ground; 11] = [
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
    ];

    /// The mean color of its textures, red, green, blue from 0 to 255.
    pub fn mean_color(self) -> [f32; 3] {
        match self {
            Ground::Deep => [72.0, 106.0, 108.0],
            Ground::Shallow => [172.0, 160.0, 122.0],
            Ground::Sand => [214.0, 190.0, 143.0],
            Ground::DryGrass => [146.0, 145.0, 80.0],
            Ground::Grass => [103.0, 125.0, 59.0],
            Ground::Forest => [72.0, 95.0, 48.0],
            Ground::Path => [158.0, 128.0, 92.0],
            Ground::Rock => [146.0, 137.0, 124.0],
            Ground::DarkRock => [92.0, 87.0, 86.0],
            Ground::Snow => [236.0, 241.0, 246.0],
            Ground::DarkSnow => [172.0, 190.0, 214.0],
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
