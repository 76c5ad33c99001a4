//! Orientation of all maps, measured on real zones: of the eight rotations and reflections of one map, the one in use
//! has the highest correlation with another map.

use crate::common;
use std::path::Path;

use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::ntf::{Texture, tct, tlt};
use gtd_viewer::formats::opd::OpdFile;
use gtd_viewer::load::read_zone_textures;
use gtd_viewer::platform::block_on;
use gtd_viewer::scene::raster::color_base::{BaseTexture, ColorBase};
use gtd_viewer::scene::raster::color_map::ColorMapMaker;
use gtd_viewer::scene::raster::compose::{Composer, NeutralBase, TilePictures};
use gtd_viewer::scene::raster::placeholder::Placeholders;
use gtd_viewer::scene::shadows::ShadowField;
use gtd_viewer::scene::terrain::layers::Orientation;
use gtd_viewer::zone::parts::Minimap;
use gtd_viewer::zone::{ZoneFiles, ZoneSource};

/// A square map of brightness, rows from the north.
struct Map {
    side: usize,
    values: Vec<f64>,
}

impl Map {
    fn new(side: usize, rgb: impl Iterator<Item = [u8; 3]>) -> Map {
        let values: Vec<f64> = rgb.map(|rgb| rgb.iter().map(|c| f64::from(*c)).sum()).collect();
        assert_eq!(values.len(), side * side);
        Map { side, values }
    }

    /// The map averaged down to a side length.
    fn scaled(&self, side: usize) -> Map {
        let step = self.side / side;
        let mean = |i: usize| {
            let corner = i / side * step * self.side + i % side * step;
            let samples = (0..step * step).map(|s| self.values[corner + s / step * self.side + s % step]);
            samples.sum::<f64>() / (step * step) as f64
        };
        Map { side, values: (0..side * side).map(mean).collect() }
    }

    /// Correlation of a map with another one in each of the eight orientations, -1 to 1.
    fn correlations(&self, other: &Map) -> [f64; 8] {
        std::array::from_fn(|direction| {
            let (start, east, south) = Orientation::new(direction as u8).walk(self.side);
            let side = self.side as isize;
            let place = |i: isize| (start as isize + i / side * south + i % side * east) as usize;
            let turned: Vec<f64> = (0..side * side).map(|i| other.values[place(i)]).collect();
            correlation(&self.values, &turned)
        })
    }
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let products =
        |x: &[f64], mx: f64, y: &[f64], my: f64| -> f64 { x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my)).sum() };
    products(a, mean_a, b, mean_b) / (products(a, mean_a, a, mean_a) * products(b, mean_b, b, mean_b)).sqrt()
}

/// Available tile textures of the zone.
fn textures_of(gtd: &Gtd, gtd_path: &Path) -> Vec<Option<Texture>> {
    let files = block_on(ZoneFiles::open(&ZoneSource::of(gtd_path), None));
    block_on(read_zone_textures(gtd, &files)).0.textures().to_vec()
}

/// The tiles from above, one pixel each.
fn tiles_of(gtd: &Gtd, gtd_path: &Path) -> Map {
    let textures = textures_of(gtd, gtd_path);
    let pictures =
        TilePictures::new(&textures.iter().map(Option::as_ref).collect::<Vec<_>>(), &Placeholders::default(), 4);
    let composer = Composer::new(gtd.records(), gtd.map_size(), &pictures, &NeutralBase);
    let tiles = composer.tiles_per_side();
    let mut rgb = vec![0; composer.picture_bytes(tiles, tiles)];
    composer.compose(0..tiles, 0..tiles, &mut rgb);
    Map::new(composer.side_px() as usize, rgb.as_chunks().0.iter().copied()).scaled(tiles as usize)
}

/// The stored color map, one pixel per tile.
fn colors_of(gtd: &Gtd, tct_path: &Path) -> Map {
    let map = tct::parse(&common::read(tct_path)).unwrap();
    let base = BaseTexture::white();
    let ground = ColorBase::new(&map, &base);
    let tiles = gtd.tiles_per_side();
    let side = (tiles * 4) as usize;
    let pixel = |i: usize| {
        let (column, row) = ((i % side) as u32, (i / side) as u32);
        ground.color(column / 4, tiles - 1 - row / 4, column % 4, row % 4, 4)
    };
    Map::new(side, (0..side * side).map(pixel)).scaled(tiles as usize)
}

fn gtd(path: &Path) -> Gtd {
    Gtd::parse(common::read(path)).unwrap()
}

fn assert_best_unturned(what: &str, correlations: [f64; 8], least: f64) {
    println!("{what}: {correlations:.3?}");
    assert!(correlations[0] >= least, "{what}: {correlations:.3?}");
    assert!(correlations[1..].iter().all(|other| *other < correlations[0]), "{what}: {correlations:.3?}");
}

#[test]
fn the_color_map_lies_as_the_tiles_do() {
    let Some(folder) = common::corpus() else { return };
    for zone in ["1298/Zones/moradon", "1298/Zones/eslantzone", "1298/Zones/battlezone_b", "1097/Zones/moradon"] {
        let path = folder.join("ko").join(zone).with_extension("gtd");
        let gtd = gtd(&path);
        let correlations = tiles_of(&gtd, &path).correlations(&colors_of(&gtd, &path.with_extension("tct")));
        assert_best_unturned(zone, correlations, 0.5);
    }
}

#[test]
fn the_made_color_map_looks_like_the_stored_one() {
    let Some(folder) = common::corpus() else { return };
    let path = folder.join("ko/1298/Zones/eslantzone.gtd");
    let gtd = gtd(&path);
    let textures = textures_of(&gtd, &path);
    let maker = ColorMapMaker::new(&textures.iter().map(Option::as_ref).collect::<Vec<_>>(), &Placeholders::default());
    let made = maker.make(gtd.records(), gtd.map_size(), &NeutralBase);
    let stored = tct::parse(&common::read(&path.with_extension("tct"))).unwrap();
    assert_eq!(made.cells_per_side(), stored.cells_per_side());
    let pairs = made.textures().iter().zip(stored.textures());
    let (sum, n) = pairs.fold((0, 0), |(sum, n), (a, b)| {
        let (a, b) = (a.decode_rgba8(0), b.decode_rgba8(0));
        (sum + a.iter().zip(&b).map(|(a, b)| u64::from(a.abs_diff(*b))).sum::<u64>(), n + a.len() / 4 * 3)
    });
    let mean = sum as f64 / n as f64;
    println!("eslantzone: made and stored color map differ by {mean:.2} on average");
    assert!(mean < 20.0, "{mean}");
}

#[test]
fn the_minimap_picture_lies_as_the_map_does() {
    let Some(folder) = common::corpus() else { return };
    for zone in ["1298/Zones/moradon", "1298/Zones/eslantzone", "1298/Zones/battlezone_b", "1298/Zones/karus_start"] {
        let path = folder.join("ko").join(zone).with_extension("gtd");
        let files = block_on(ZoneFiles::open(&ZoneSource::of(&path), None));
        let Minimap(texture) = block_on(files.part(&gtd(&path))).unwrap().content;
        let rgba = texture.decode_rgba8(0);
        let minimap =
            Map::new(texture.width() as usize, rgba.as_chunks::<4>().0.iter().map(|[r, g, b, _]| [*r, *g, *b]));
        let correlations = tiles_of(&gtd(&path), &path).scaled(128).correlations(&minimap.scaled(128));
        assert_best_unturned(zone, correlations, 0.2);
    }
}

fn shadows(gtd: &Gtd, path: &Path) -> ShadowField {
    ShadowField::new(&tlt::parse(&common::read(path), gtd.patches_per_side()).unwrap())
}

#[test]
fn shadow_cells_agree_with_their_neighbors_aprons() {
    let Some(folder) = common::corpus() else { return };
    for zone in ["1298/Zones/moradon", "1298/Zones/arena", "1298/Zones/karus_intro", "1097/Zones/moradon"] {
        let path = folder.join("ko").join(zone);
        let gtd = gtd(&path.with_extension("gtd"));
        let field = shadows(&gtd, &path.with_extension("tlt"));
        let cells = gtd.patches_per_side() * 2;
        let (mut edges, mut sum) = (0_u32, 0_u64);
        for (x, z) in (0..cells).flat_map(|x| (0..cells).map(move |z| (x, z))) {
            let Some(cell) = field.cell(x, z) else { continue };
            // Two columns of 32 texels are shared with the east, two rows with the north.
            for i in 0..64 {
                let (across, along) = (i / 32, i % 32);
                if let Some(east) = field.cell(x + 1, z) {
                    sum += u64::from(cell.texel(30 + across, along)[3].abs_diff(east.texel(across, along)[3]));
                    edges += 1;
                }
                if let Some(north) = field.cell(x, z + 1) {
                    sum += u64::from(cell.texel(along, across)[3].abs_diff(north.texel(along, 30 + across)[3]));
                    edges += 1;
                }
            }
        }
        let mean = sum as f64 / f64::from(edges);
        println!("{zone}: mean difference {mean:.4} of 255 over {} edges", edges / 64);
        assert!(edges / 64 > 100 && mean < 0.2, "{zone}: {mean} over {} edges", edges / 64);
    }
}

#[test]
fn shadows_are_denser_near_placed_objects() {
    let Some(folder) = common::corpus() else { return };
    let path = folder.join("ko/1298/Zones/moradon");
    let gtd = gtd(&path.with_extension("gtd"));
    let field = shadows(&gtd, &path.with_extension("tlt"));
    let objects = OpdFile::parse(&common::read(&path.with_extension("opd"))).unwrap().objects;
    let meters = gtd.extent_m() as u32;
    let everywhere = (0..meters * meters).map(|i| ((i % meters) as f32 + 0.5, (i / meters) as f32 + 0.5));
    let mean = |places: &mut dyn Iterator<Item = (f32, f32)>| {
        let (sum, n) = places.fold((0_u64, 0_u64), |(s, n), (x, z)| (s + u64::from(field.strength(x, z)), n + 1));
        sum as f64 / n as f64
    };
    let offsets: Vec<(f32, f32)> = (0..100)
        .map(|i| ((i % 10) as f32 * 0.5 - 2.25, (i / 10) as f32 * 0.5 - 2.25))
        .filter(|(dx, dz)| dx * dx + dz * dz <= 2.5 * 2.5)
        .collect();
    let near = |turn: fn(f32, f32, f32) -> (f32, f32)| {
        let extent_m = gtd.extent_m();
        let places = objects.iter().map(|object| object.position_m()).map(|p| turn(p.x, p.z, extent_m));
        mean(&mut places.flat_map(|(x, z)| offsets.iter().map(move |(dx, dz)| (x + dx, z + dz))))
    };
    let base = mean(&mut everywhere.into_iter());
    let ratio = near(|x, z, _| (x, z)) / base;
    let others = [near(|x, z, w| (w - x, z)) / base, near(|x, z, w| (x, w - z)) / base, near(|x, z, _| (z, x)) / base];
    println!("shadows near objects: {ratio:.2} times the mean; mirrored and transposed {others:.2?}");
    assert!((3.2..4.2).contains(&ratio), "{ratio}");
    assert!(others.iter().all(|other| *other < ratio / 2.0), "{others:?}");
}
