//! Colors of modes and overlays, shared by the GPU, the CPU reference and the legend.
//!
//! Colors are R, G, B bytes as they reach the screen. A ramp is a row of [`RAMP_TEXELS`] texels; GPU and CPU
//! interpolate between them.

/// Number of texels of a ramp.
pub const RAMP_TEXELS: usize = 256;

/// Steepest slope in degrees that can be climbed: the client refuses steps where the horizontal part of the unit normal
/// is longer than 0.643 (formats section 15).
pub const CLIMB_DEG: f32 = 40.015;

/// Upper end of the slope ramp, degrees.
pub const SLOPE_END_DEG: f32 = 90.0;

/// A row of colors from the lowest to the highest value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ramp {
    texels: Vec<[u8; 3]>,
}

/// From green lowlands to bare heights.
const HEIGHT_KNOTS: [(f32, [u8; 3]); 7] = [
    (0.0, [38, 74, 122]),
    (0.16, [44, 134, 140]),
    (0.32, [84, 166, 98]),
    (0.5, [206, 194, 106]),
    (0.68, [196, 124, 66]),
    (0.85, [136, 78, 66]),
    (1.0, [245, 240, 235]),
];

/// By degrees; the jump is at the steepest slope that can be climbed.
const SLOPE_KNOTS: [(f32, [u8; 3]); 8] = [
    (0.0, [66, 106, 92]),
    (10.0, [94, 152, 92]),
    (20.0, [168, 188, 94]),
    (30.0, [226, 202, 96]),
    (39.9, [236, 164, 76]),
    (40.1, [206, 62, 58]),
    (60.0, [146, 34, 76]),
    (90.0, [66, 12, 64]),
];

impl Ramp {
    /// Interpolates between knots at ascending places from 0 to 1.
    fn new(knots: &[(f32, [u8; 3])]) -> Ramp {
        let texel = |i: usize| {
            let t = i as f32 / (RAMP_TEXELS - 1) as f32;
            let above = knots.iter().position(|(at, _)| *at >= t).unwrap_or(knots.len() - 1);
            let ((t0, from), (t1, to)) = (knots[above.saturating_sub(1)], knots[above]);
            mix(from, to, if t1 > t0 { (t - t0) / (t1 - t0) } else { 0.0 })
        };
        Ramp { texels: (0..RAMP_TEXELS).map(texel).collect() }
    }

    /// Ramp of heights, from the lowest to the highest of the zone.
    pub fn height() -> Ramp {
        Ramp::new(&HEIGHT_KNOTS)
    }

    /// Ramp of slopes from 0 to [`SLOPE_END_DEG`].
    pub fn slope() -> Ramp {
        Ramp::new(&SLOPE_KNOTS.map(|(deg, rgb)| (deg / SLOPE_END_DEG, rgb)))
    }

    /// Colors of the levels of detail, one texel each.
    pub fn detail() -> Ramp {
        Ramp { texels: (0..RAMP_TEXELS).map(|level| detail(level as u8)).collect() }
    }

    /// The [`RAMP_TEXELS`] colors, lowest value first.
    pub fn texels(&self) -> &[[u8; 3]] {
        &self.texels
    }

    /// The color at a place from 0 to 1, interpolated between texels as the GPU does.
    pub fn at(&self, t: f32) -> [u8; 3] {
        let place = t.clamp(0.0, 1.0) * (RAMP_TEXELS - 1) as f32;
        let below = (place as usize).min(RAMP_TEXELS - 2);
        mix(self.texels[below], self.texels[below + 1], place - below as f32)
    }
}

/// Place of a height between the lowest and the highest of the zone, 0 to 1.
pub fn height_place(height_m: f32, [low_m, high_m]: [f32; 2]) -> f32 {
    ((height_m - low_m) / (high_m - low_m).max(1e-3)).clamp(0.0, 1.0)
}

fn mix(from: [u8; 3], to: [u8; 3], t: f32) -> [u8; 3] {
    std::array::from_fn(|i| (f32::from(from[i]) + (f32::from(to[i]) - f32::from(from[i])) * t + 0.5) as u8)
}

/// Color of tiles without a value in the mode, such as no texture or no second layer.
pub const NOTHING: [u8; 3] = [44, 47, 54];

/// Color of textures that are missing: no ground has it.
pub const MISSING: [u8; 3] = [255, 0, 220];

/// Representative color of textures that were found in [`super::ViewMode::MissingTextures`].
pub const FOUND: [u8; 3] = [150, 150, 150];

/// Gray for a texture that was found, by its mean color: the ground keeps its pattern.
pub fn found([r, g, b]: [u8; 3]) -> [u8; 3] {
    let luma = u32::from(r) * 30 + u32::from(g) * 59 + u32::from(b) * 11;
    [(90 + luma / 255) as u8; 3]
}

/// Tiles without a texture, with one and with two: [`super::ViewMode::Layers`].
pub const LAYER_COUNTS: [[u8; 3]; 3] = [[196, 72, 92], [92, 128, 158], [240, 178, 74]];

/// Directions 0 to 7: pure colors for rotations, mixed ones for mirrored directions.
pub const DIRECTIONS: [[u8; 3]; 8] = [
    [92, 150, 196],
    [232, 160, 32],
    [32, 158, 118],
    [214, 88, 36],
    [206, 130, 172],
    [236, 226, 92],
    [56, 84, 168],
    [134, 82, 190],
];

/// Color of unshadowed terrain in [`super::ViewMode::Shadow`].
pub const SHADOWED: [u8; 3] = [236, 236, 232];

const DETAIL: [[u8; 3]; 8] = [
    [86, 176, 104],
    [226, 212, 92],
    [238, 156, 62],
    [214, 78, 70],
    [178, 74, 152],
    [98, 92, 196],
    [72, 152, 208],
    [150, 156, 164],
];

/// Color of a level of detail: 0 is full detail, each further level has half as many vertices a side.
pub fn detail(level: u8) -> [u8; 3] {
    DETAIL[usize::from(level).min(DETAIL.len() - 1)]
}

/// Color of a tile texture by its index. Neighbors in the table get distant hues.
pub fn texture(index: u16) -> [u8; 3] {
    // steps of the golden ratio keep neighbors apart, but return close to earlier hues after 89 and 144 steps
    let hue = (u32::from(index) * 40_503 + u32::from(index / 89) * 23_767) % 65_536;
    let hue = hue as f32 / 65_536.0;
    const SHADES: [(f32, f32); 6] =
        [(0.72, 0.92), (0.50, 0.70), (0.88, 0.62), (0.34, 0.96), (0.95, 0.80), (0.60, 0.50)];
    let (saturation, value) = SHADES[usize::from((index + index / 21) % 6)];
    from_hsv(hue, saturation, value)
}

/// Hue, saturation and value from 0 to 1.
pub(crate) fn from_hsv(hue: f32, saturation: f32, value: f32) -> [u8; 3] {
    [5.0, 3.0, 1.0].map(|shift| {
        let k = (shift + hue * 6.0) % 6.0;
        let part = k.min(4.0 - k).clamp(0.0, 1.0);
        ((value - value * saturation * part) * 255.0 + 0.5) as u8
    })
}

/// Direction to the light that shades triangles by their slope: north-west, half up. A unit vector.
pub const RELIEF_SUN: [f32; 3] = [-0.5270, 0.7379, 0.4216];

/// Color of surfaces that face the light: [`super::ViewMode::Flat`].
pub const FLAT: [u8; 3] = [214, 212, 206];

/// Brightness of surfaces that face away from the light, as a share of [`FLAT`].
pub const FLAT_SHADE: f32 = 0.35;

/// Color of a surface by its unit normal: [`super::ViewMode::Flat`].
pub fn flat(normal: [f32; 3]) -> [u8; 3] {
    let facing: f32 = normal.iter().zip(RELIEF_SUN).map(|(a, b)| a * b).sum();
    let light = FLAT_SHADE + (1.0 - FLAT_SHADE) * facing.max(0.0);
    FLAT.map(|channel| (f32::from(channel) * light + 0.5) as u8)
}

/// Color that each drawing of a pixel adds: [`super::ViewMode::Overdraw`].
pub const OVERDRAW_STEP: [u8; 3] = [20, 34, 64];

/// Color of a pixel that is drawn this often.
pub fn overdraw(times: u8) -> [u8; 3] {
    OVERDRAW_STEP.map(|step| step.saturating_mul(times))
}

/// Texels per meter of the first of [`DENSITY_COLORS`]; each further color stands for twice as many.
pub const LOWEST_DENSITY: u16 = 4;

/// Colors of [`super::ViewMode::TexelDensity`]: from blurred to sharp. That of tile textures on level ground is green.
pub const DENSITY_COLORS: [[u8; 3]; 8] = [
    [58, 48, 128],
    [44, 92, 178],
    [48, 156, 176],
    [84, 172, 92],
    [206, 200, 84],
    [232, 142, 58],
    [206, 64, 62],
    [156, 36, 116],
];

/// Texels per meter of the [`DENSITY_COLORS`].
pub fn densities() -> impl Iterator<Item = u16> {
    (0..DENSITY_COLORS.len()).map(|step| LOWEST_DENSITY << step)
}

/// Color of a number of texels per meter.
pub fn texel_density(texels_per_m: f32) -> [u8; 3] {
    let last = DENSITY_COLORS.len() - 1;
    let place = (texels_per_m / f32::from(LOWEST_DENSITY)).max(1.0).log2().min(last as f32);
    let below = (place as usize).min(last - 1);
    mix(DENSITY_COLORS[below], DENSITY_COLORS[below + 1], place - below as f32)
}

/// Tint of the grass overlay by mask value, and its opacity (0 to 1).
pub const GRASS_OPACITY: f32 = 0.55;

/// Tint of a mask value; 0 means no grass.
pub fn grass(mask: u8) -> [u8; 3] {
    let hue = 0.15 + f32::from((mask ^ mask >> 4) % 16 * 5 % 16) * 0.025;
    let value = 0.95 - f32::from(mask / 16 % 8) * 0.06;
    from_hsv(hue, 0.85, value)
}

/// Colors of the changes that a comparison finds, by kind.
pub mod changes {
    /// Tiles that look different; tiles of a server map that are blocked or free against the rule.
    pub const TILES: [u8; 3] = [255, 140, 20];
    /// Other heights.
    pub const HEIGHTS: [u8; 3] = [70, 150, 255];
    /// Other grass.
    pub const GRASS: [u8; 3] = [90, 210, 70];
    /// Stored values that are not drawn.
    pub const STORED: [u8; 3] = [190, 90, 230];
    /// Collision of the zone only, and of the server map only.
    pub const COLLISION: [[u8; 3]; 2] = [[255, 235, 50], [60, 240, 240]];
}

/// Color and opacity of the overlays' lines.
#[cfg_attr(not(feature = "render"), allow(dead_code, reason = "places that only the shaders need"))]
pub mod lines {
    /// Triangle edges ([`Overlay::Wireframe`](super::super::Overlay::Wireframe)).
    pub const WIREFRAME: [u8; 4] = [214, 240, 255, 170];
    /// Tile borders ([`Overlay::Tiles`](super::super::Overlay::Tiles)).
    pub const TILES: [u8; 4] = [255, 255, 255, 120];
    /// Patch borders ([`Overlay::Patches`](super::super::Overlay::Patches)).
    pub const PATCHES: [u8; 4] = [255, 196, 64, 235];
    /// Contour lines ([`Overlay::Contours`](super::super::Overlay::Contours)).
    pub const CONTOURS: [u8; 4] = [62, 34, 16, 220];
    /// Index of [`WIREFRAME`] in [`TABLE`].
    pub const WIREFRAME_AT: u32 = 0;
    /// Index of [`TILES`] in [`TABLE`].
    pub const TILES_AT: u32 = 2;
    /// Index of [`PATCHES`] in [`TABLE`].
    pub const PATCHES_AT: u32 = 4;
    /// Index of [`CONTOURS`] in [`TABLE`].
    pub const CONTOURS_AT: u32 = 6;
    /// Colors for the overlay shader: each line color is followed by that of its rim, which separates the line from the
    /// terrain.
    pub const TABLE: [[u8; 4]; 8] =
        [WIREFRAME, [10, 18, 26, 60], TILES, [0; 4], PATCHES, [30, 16, 0, 130], CONTOURS, [255, 246, 224, 110]];
    /// Bounding spheres ([`Overlay::Spheres`](super::super::Overlay::Spheres)).
    pub const SPHERES: [u8; 4] = [96, 220, 255, 255];
    /// Object marks ([`Overlay::Objects`](super::super::Overlay::Objects)).
    pub const OBJECTS: [u8; 4] = [255, 92, 160, 255];
    /// Icons of objects with a role in the game.
    pub const ROLES: [u8; 4] = [255, 232, 120, 255];
    /// Bodies of objects ([`Overlay::Collision`](super::super::Overlay::Collision)).
    pub const COLLISION: [u8; 4] = [255, 120, 40, 230];
    /// Invisible walls ([`Overlay::Walls`](super::super::Overlay::Walls)).
    pub const WALLS: [u8; 4] = [190, 90, 255, 230];
    /// Cells of the object file ([`Overlay::Cells`](super::super::Overlay::Cells)).
    pub const CELLS: [u8; 4] = [90, 235, 235, 255];
    /// Boxes of objects ([`Overlay::Boxes`](super::super::Overlay::Boxes)).
    pub const BOXES: [u8; 4] = [120, 255, 140, 220];
    /// Lights in the legend ([`Overlay::Lights`](super::super::Overlay::Lights)).
    pub const LIGHTS: [u8; 4] = [255, 214, 120, 255];
    /// Effects ([`Overlay::Effects`](super::super::Overlay::Effects)).
    pub const EFFECTS: [u8; 4] = [255, 150, 220, 255];
    /// Named areas in lists of overlays ([`Overlay::Areas`](super::super::Overlay::Areas)); each has a color of its own.
    pub const AREAS: [u8; 4] = [120, 220, 130, 255];
    /// Event tiles in lists of overlays; each event has a color of its own.
    pub const EVENTS: [u8; 4] = [240, 170, 70, 255];
    /// Blocked tiles ([`Overlay::Blocked`](super::super::Overlay::Blocked)).
    pub const BLOCKED: [u8; 4] = [214, 58, 72, 255];
    /// Monsters ([`Overlay::Spawns`](super::super::Overlay::Spawns)).
    pub const SPAWNS: [u8; 4] = [255, 122, 92, 255];
    /// Warps ([`Overlay::Warps`](super::super::Overlay::Warps)).
    pub const WARPS: [u8; 4] = [104, 196, 255, 255];
    /// Resurrection areas ([`Overlay::Regene`](super::super::Overlay::Regene)).
    pub const REGENE: [u8; 4] = [110, 255, 214, 255];
    /// Sound areas ([`Overlay::Sounds`](super::super::Overlay::Sounds)).
    pub const SOUNDS: [u8; 4] = [150, 176, 255, 255];
    /// Flags ([`Overlay::Flags`](super::super::Overlay::Flags)).
    pub const FLAGS: [u8; 4] = [255, 138, 206, 255];
    /// Mask value 1 as shown in the legend.
    pub const GRASS: [u8; 4] = [108, 242, 36, 255];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ramps_begin_and_end_where_their_knots_do() {
        let height = Ramp::height();
        assert_eq!((height.at(0.0), height.at(1.0)), (HEIGHT_KNOTS[0].1, HEIGHT_KNOTS[6].1));
        assert_eq!((height.at(-5.0), height.at(f32::INFINITY)), (height.at(0.0), height.at(1.0)));
        let slope = Ramp::slope();
        let at = |deg: f32| slope.at(deg / SLOPE_END_DEG);
        assert_eq!(at(0.0), SLOPE_KNOTS[0].1);
        // the colors below and above the climbing limit differ clearly
        let apart = at(39.0).iter().zip(at(41.0)).map(|(a, b)| i32::from(a.abs_diff(b))).sum::<i32>();
        assert!(apart > 100, "{:?} and {:?}", at(39.0), at(41.0));
        assert_eq!(Ramp::detail().texels()[3], detail(3));
    }

    #[test]
    fn the_limit_is_the_clients() {
        assert!((CLIMB_DEG.to_radians().sin() - crate::scene::terrain::walkable::MAX_INCLINE).abs() < 1e-4);
    }

    #[test]
    fn neighbors_in_the_texture_table_have_distinct_colors() {
        let apart = |a: [u8; 3], b: [u8; 3]| a.iter().zip(b).map(|(a, b)| i32::from(a.abs_diff(b))).sum::<i32>();
        for index in 0..1022 {
            for next in 1..4 {
                let (a, b) = (texture(index), texture(index + next));
                assert!(apart(a, b) > 60, "{index} and {}: {a:?} {b:?}", index + next);
            }
        }
        for (i, a) in DIRECTIONS.iter().enumerate() {
            assert!(DIRECTIONS[i + 1..].iter().all(|b| apart(*a, *b) > 60), "direction {i}");
        }
    }

    #[test]
    fn densities_double_from_color_to_color() {
        for (texels, color) in densities().zip(DENSITY_COLORS) {
            assert_eq!(texel_density(f32::from(texels)), color);
        }
        assert_eq!([texel_density(0.0), texel_density(1e9)], [DENSITY_COLORS[0], DENSITY_COLORS[7]]);
        let between = texel_density(4.0 * 2f32.sqrt());
        assert!((0..3).all(|i| between[i].abs_diff(DENSITY_COLORS[0][i].midpoint(DENSITY_COLORS[1][i])) <= 1));
    }

    #[test]
    fn surfaces_are_brightest_towards_the_light() {
        assert_eq!(flat(RELIEF_SUN), FLAT);
        assert_eq!(flat(RELIEF_SUN.map(|axis| -axis))[0], (f32::from(FLAT[0]) * FLAT_SHADE).round() as u8);
        assert_eq!((overdraw(0), overdraw(2), overdraw(255)), ([0; 3], [40, 68, 128], [255; 3]));
    }

    #[test]
    fn heights_have_a_place_also_where_all_are_one() {
        assert_eq!(height_place(5.0, [0.0, 10.0]), 0.5);
        assert_eq!(height_place(5.0, [5.0, 5.0]), 0.0);
        assert_eq!(height_place(-3.0, [0.0, 10.0]), 0.0);
    }
}
